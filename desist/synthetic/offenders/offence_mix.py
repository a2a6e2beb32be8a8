"""Which offences are committed: a few codes of the Home Office list, by the Ministry's thirteen groups."""

from __future__ import annotations

import numpy as np

from desist.synthetic.offenders.people import Flags, Ints, Words

# Children: cohort of the year ending March 2020, Youth Justice Statistics, children by index offence group
# (an exact count each). Adults and the persistent: no counts were at hand; the shares are our judgement,
# made so that theft leads among the persistent.
GROUPS: dict[str, tuple[int, float, float]] = {
    # group: (children in the cohort, share of adults, share of the persistent)
    "Violence against the person": (2503, 0.10, 0.06),
    "Sexual offences": (289, 0.02, 0.004),
    "Robbery": (1150, 0.006, 0.012),
    "Theft": (3196, 0.14, 0.44),
    "Criminal damage and arson": (346, 0.025, 0.03),
    "Drugs": (2937, 0.10, 0.09),
    "Possession of weapons": (2760, 0.035, 0.03),
    "Public order": (709, 0.05, 0.06),
    "Miscellaneous crimes against society": (461, 0.03, 0.04),
    "Fraud": (357, 0.03, 0.014),
    "Summary non-motoring": (5097, 0.25, 0.16),
    "Summary motoring": (877, 0.214, 0.06),
}
CODES: dict[str, tuple[str, ...]] = {
    "Violence against the person": ("00805", "00807", "10401"),
    "Sexual offences": ("02000", "08801"),
    "Robbery": ("03401", "03402"),
    "Theft": ("04600", "04600", "04600", "04510", "03001", "02802", "05401"),
    "Criminal damage and arson": ("05801", "05800"),
    "Drugs": ("09250", "09260", "09221"),
    "Possession of weapons": ("00811", "00826", "00827"),
    "Public order": ("06601", "06610"),
    "Miscellaneous crimes against society": ("07900", "06602"),
    "Fraud": ("05340", "05301"),
    "Summary non-motoring": ("10501", "12509", "12511", "14101", "14900"),
    "Summary motoring": ("80301", "80701", "80304"),
}


def draw_codes(child: Flags, persistent: Flags, dice: np.random.Generator) -> Words:
    """The code of each offence, five digits, by whether a child did it and whether the person persists."""
    shares = np.array(list(GROUPS.values()))
    shares = shares / shares.sum(axis=0)
    column: Ints = np.where(child, 0, np.where(persistent, 2, 1))
    limits = shares.cumsum(axis=0).T[column]
    group = np.minimum((dice.random(len(child))[:, None] > limits).sum(axis=1), len(GROUPS) - 1)
    listed = [CODES[name] for name in GROUPS]
    size = np.array([len(codes) for codes in listed])[group]
    which = (dice.random(len(child)) * size).astype(np.int64)
    widest = max(map(len, listed))
    table = np.array([codes + ("",) * (widest - len(codes)) for codes in listed])
    return np.asarray(table[group, which])
