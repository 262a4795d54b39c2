"""The words of promotions and of seasonal items as closed lists; apart from `terms.py`, which every phone loads."""

from enum import StrEnum


class PromotionStatus(StrEnum):
    """Where a promotion stands; what is planned runs from its first day on and is over after its last."""

    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


class PromotionDeed(StrEnum):
    """What somebody has done with a promotion."""

    ASKED = "asked"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    UPLIFT = "uplift"
    UPLIFT_BACK = "uplift_back"


class UpliftBasis(StrEnum):
    """What an expected uplift goes by: a person's word, past promotions of the item, its family, all, or others'."""

    PERSON = "person"
    ITEM = "item"
    FAMILY = "family"
    ALL = "all"
    OTHERS = "others"


class SeasonKind(StrEnum):
    """How an item is sold: every year in a season, or once, between two days."""

    SEASONAL = "seasonal"
    LIMITED = "limited"


class SeasonMark(StrEnum):
    """Where an item stands in its season on a day."""

    IN_SEASON = "in_season"
    OUT_OF_SEASON = "out_of_season"
    NOT_YET = "not_yet"
    ENDED = "ended"
