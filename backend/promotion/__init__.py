"""Promotions as events that are planned, forecast and measured; and items that are sold only in a season.

Woken by commands and by whatever moves stock or plans; tells `PromotionChanged` and `SeasonChanged`.
"""
