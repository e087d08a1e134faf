"""From training rows to fitted models: logistic regressions, and the networks of the second look. Needs scikit-learn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from defection_extract.reading.model import LinearModel
from defection_extract.reading.network import Network

RARE = 4
"""Features seen in fewer rows are left out."""
SMALL = 0.03
"""Weights below this are left out of the file."""
SURE = 9.0
"""Score of a question that has only one answer in training."""
TINY = 1e-300
"""Keeps logarithms finite."""
ALWAYS, NEVER = LinearModel({"yes": SURE}, {}), LinearModel({"yes": -SURE}, {})
NETWORKS, UNITS, DECAY, EPOCHS, RATE = 3, 16, 0.3, 12, 0.002
"""The networks of the second look: how many of how many units each, and how they are trained."""
OFTEN = 100
"""Names said of fewer things are left out of the second look."""
FLAT = 1e-3
"""Numbers that vary less are not scaled up."""


@dataclass
class Rows:
    """Training rows of one question: features, label and weight; `groups` the sizes of those that compete."""

    features: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def add(self, features: list[str], label: str, weight: float) -> None:
        """One row."""
        self.features.append(sorted(set(features)))
        self.labels.append(label)
        self.weights.append(weight)

    def close(self) -> None:
        """Make a group of the rows since the last."""
        if size := len(self.labels) - sum(self.groups):
            self.groups.append(size)

    def extend(self, other: Rows) -> None:
        """All rows of another."""
        self.features += other.features
        self.labels += other.labels
        self.weights += other.weights
        self.groups += other.groups


@dataclass
class Looks:
    """Training rows of the second look: numbers, what is said, label and weight."""

    numbers: list[Any] = field(default_factory=list)
    said: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)


def fit(rows: Rows, strength: float) -> LinearModel:
    """A logistic regression; yes/no questions have one label, "yes"."""
    if len(set(rows.labels)) < 2:
        return only_answer(rows)
    names = known_names(rows)
    model = LogisticRegression(C=strength, max_iter=600).fit(
        one_hot(rows, names), np.array(rows.labels), sample_weight=np.array(rows.weights)
    )
    return linear(model, names)


def fit_choice(rows: Rows, strength: float) -> LinearModel:
    """A conditional logit: of the rows of a group one, or none, is right, or several that say the same.

    The score of none is 0 (McFadden 1974, with an outside option).
    """
    if len(set(rows.labels)) < 2:
        return only_answer(rows)
    names = known_names(rows)
    table, right = one_hot(rows, names), np.array([label == "yes" for label in rows.labels], dtype=float)
    starts = np.cumsum([0, *rows.groups[:-1]])
    group, width = np.repeat(np.arange(len(starts)), rows.groups), len(names)
    weights, has = np.array(rows.weights)[starts], np.bincount(group, right) > 0
    turned = table.T.tocsr()

    def loss(values: Any) -> tuple[float, Any]:
        scores = table @ values[:width] + values[width]
        top = np.maximum(np.maximum.reduceat(scores, starts), 0)
        powers, none = np.exp(scores - top[group]), np.exp(-top)
        whole = np.bincount(group, powers) + none
        meant = np.where(has, np.bincount(group, powers * right), none).clip(TINY)
        pull = weights[group] * (powers / whole[group] - has[group] * powers * right / meant[group])
        slope = np.append(turned @ pull + values[:width] / strength, pull.sum())
        return (
            float(
                -(weights * np.log(meant / whole)).sum() + values[:width] @ values[:width] / (2 * strength)
            ),
            slope,
        )

    fitted = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B", options={"maxiter": 600}).x
    kept = {
        name: weight for name, weight in zip(names, rounded(fitted[:width]).tolist(), strict=True) if weight
    }
    return LinearModel({"yes": round(float(fitted[width]), 3)}, kept)


def only_answer(rows: Rows) -> LinearModel:
    """The model of a question that has only one answer."""
    only = next(iter(rows.labels), "no")
    return {"yes": ALWAYS, "no": NEVER}.get(only, LinearModel({only: 0.0}, {}))


def rounded(weights: Any) -> Any:
    """Weights as they stand in the file: small ones are 0."""
    return np.where(abs(weights) >= SMALL, weights, 0).round(3)


def known_names(rows: Rows) -> list[str]:
    """The features that are seen often enough, sorted."""
    seen = Counter(f for row in rows.features for f in row)
    return sorted(f for f, n in seen.items() if n >= RARE)


def one_hot(rows: Rows, names: list[str]) -> csr_matrix:
    """Rows by features: 1 where a row has the feature."""
    column = {name: i for i, name in enumerate(names)}
    picked = [[column[f] for f in row if f in column] for row in rows.features]
    pointers = np.cumsum([0, *map(len, picked)])
    indices = [i for row in picked for i in row]
    return csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(picked), len(names)))


def linear(model: LogisticRegression, names: list[str]) -> LinearModel:
    """A fitted regression as the package reads it."""
    classes = list(model.classes_)
    coefs, biases = model.coef_, model.intercept_
    if len(classes) == 2:  # the coefficients are those of the second
        sign = 1 if classes[1] == "yes" else -1
        if "yes" in classes:
            classes, coefs, biases = ["yes"], sign * coefs, sign * biases
        else:
            coefs, biases = np.vstack([-coefs, coefs]) / 2, np.array([-1, 1]) * biases / 2
    rows = {name: row for name, row in zip(names, rounded(coefs).T.tolist(), strict=True) if any(row)}
    weights = rows if len(classes) > 1 else {name: weight for name, (weight,) in rows.items()}
    return LinearModel(dict(zip(classes, biases.round(3).tolist(), strict=True)), weights)


def fit_network(parts: list[Looks]) -> Network:
    """NETWORKS small networks side by side, which give the mean of their scores."""
    values = np.array([row for part in parts for row in part.numbers])
    said = [words for part in parts for words in part.said]
    labels = np.array([label for part in parts for label in part.labels])
    weights = np.array([weight for part in parts for weight in part.weights])
    seen = Counter(word for words in said for word in words)
    names = {name: i for i, name in enumerate(sorted(n for n, count in seen.items() if count >= OFTEN))}
    inputs = Network.inputs(values, said, names)
    mean, scale = np.zeros(inputs.shape[1]), np.ones(inputs.shape[1])
    mean[: values.shape[1]] = values.mean(axis=0)
    scale[: values.shape[1]] = np.maximum(values.std(axis=0), FLAT)
    fitted = [
        MLPClassifier(
            (UNITS,), alpha=DECAY, max_iter=EPOCHS, random_state=seed, learning_rate_init=RATE, batch_size=256
        ).fit((inputs - mean) / scale, labels, sample_weight=weights)
        for seed in range(NETWORKS)
    ]
    classes = list(fitted[0].classes_)
    hidden = np.hstack([net.coefs_[0] for net in fitted]) / scale[:, None]
    bias = np.concatenate([net.intercepts_[0] for net in fitted]) - mean @ hidden
    out = np.vstack([net.coefs_[1] for net in fitted]) / NETWORKS
    out_bias = np.mean([net.intercepts_[1] for net in fitted], axis=0)
    if len(classes) == 2:
        classes = classes[1:]  # its score is that of the second
    return Network(tuple(classes), names, hidden, bias, out, out_bias)
