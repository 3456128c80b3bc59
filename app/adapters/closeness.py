"""How alike two texts are, by RapidFuzz."""


def closeness(one: str, other: str) -> float:
    """Give 0 to 100: the share of one text found in the other, word by word, whatever their order."""
    from rapidfuzz import fuzz

    return float(fuzz.token_sort_ratio(one, other))
