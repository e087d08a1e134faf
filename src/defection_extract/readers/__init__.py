"""From bytes to articles: files, encodings, pages and containers; nothing of language."""
