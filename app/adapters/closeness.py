"""How alike two texts are, by RapidFuzz."""


def closeness(one: str, other: str) -> float:
    """Give 0 to 100: the share of one text found in the other, word by word, whatever their order."""
    from rapidfuzz import fuzz

    return float(fuzz.token_sort_ratio(one, other))


def containment(one: str, other: str) -> float:
    """Give 0 to 100: how far the words of the shorter text stand in the longer one, whatever else that tells."""
    from rapidfuzz import fuzz

    return float(fuzz.token_set_ratio(one, other))
