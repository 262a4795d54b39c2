### Зоны плана
fence-frozen = Закрыто
fence-negotiable = По согласию
fence-free = Свободно
