"""Places and armed groups: rows, names, finding them in a text, linking them."""
