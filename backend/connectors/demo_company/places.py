"""Where the demo company's cities lie: latitude and longitude in degrees."""

from typing import Final

PLACES_ON_MAP: Final = {
    "Riga": (56.95, 24.11), "Liepāja": (56.51, 21.01), "Ventspils": (57.39, 21.56), "Tallinn": (59.44, 24.75),
    "Tartu": (58.38, 26.72), "Klaipėda": (55.71, 21.13), "Kaunas": (54.9, 23.91), "Turku": (60.45, 22.27),
    "Tampere": (61.5, 23.76), "Esbjerg": (55.48, 8.46), "Aalborg": (57.05, 9.92), "Odense": (55.4, 10.4),
    "Bergen": (60.39, 5.32), "Stavanger": (58.97, 5.73), "Malmö": (55.6, 13.0), "Gothenburg": (57.71, 11.97),
    "Bremerhaven": (53.55, 8.58), "Rostock": (54.09, 12.1), "Duisburg": (51.43, 6.76), "Nuremberg": (49.45, 11.08),
    "Hamburg": (53.55, 9.99), "Linz": (48.31, 14.29), "Graz": (47.07, 15.44), "Rotterdam": (51.92, 4.48),
    "Eindhoven": (51.44, 5.48), "Ghent": (51.05, 3.72), "Antwerp": (51.22, 4.4), "Saint-Nazaire": (47.27, -2.21),
    "Lyon": (45.76, 4.84), "Gdynia": (54.52, 18.53), "Szczecin": (53.43, 14.55), "Wrocław": (51.11, 17.03),
    "Ostrava": (49.84, 18.29), "Brno": (49.2, 16.61), "Алматы": (43.24, 76.89), "Almaty": (43.24, 76.89),
    "Караганда": (49.8, 73.1), "Актау": (43.65, 51.17), "Ташкент": (41.3, 69.24), "Навои": (40.1, 65.37),
    "青岛": (36.07, 120.38), "Qingdao": (36.07, 120.38), "烟台": (37.46, 121.45), "唐山": (39.63, 118.18),
    "上海": (31.23, 121.47), "宁波": (29.87, 121.54), "Ningbo": (29.87, 121.54), "南通": (31.98, 120.89),
    "苏州": (31.3, 120.59),
}  # fmt: skip


def on_map(city: str) -> dict[str, float | None]:
    """The columns of a site's or customer's place; empty where the city is not on the map."""
    latitude, longitude = PLACES_ON_MAP.get(city, (None, None))
    return {"latitude": latitude, "longitude": longitude}
