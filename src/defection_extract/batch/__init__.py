"""Many articles: workers or a cluster, a journal to resume from, progress."""
