### Единицы и промежутки времени
units-kit = компл.
units-box =
    { $count ->
        [one] коробка
        [few] коробки
        [many] коробок
       *[other] коробки
    }
units-can =
    { $count ->
        [one] банка
        [few] банки
        [many] банок
       *[other] банки
    }
units-pail =
    { $count ->
        [one] ведро
        [few] ведра
        [many] вёдер
       *[other] ведра
    }
units-drum =
    { $count ->
        [one] бочка
        [few] бочки
        [many] бочек
       *[other] бочки
    }
units-cartridge =
    { $count ->
        [one] туба
        [few] тубы
        [many] туб
       *[other] тубы
    }
units-sausage =
    { $count ->
        [one] фолиевая туба
        [few] фолиевые тубы
        [many] фолиевых туб
       *[other] фолиевой тубы
    }
units-bottle =
    { $count ->
        [one] бутылка
        [few] бутылки
        [many] бутылок
       *[other] бутылки
    }
units-bag =
    { $count ->
        [one] мешок
        [few] мешка
        [many] мешков
       *[other] мешка
    }
units-pallet =
    { $count ->
        [one] паллета
        [few] паллеты
        [many] паллет
       *[other] паллеты
    }
units-piece = шт.
units-pcs = шт.
units-ea = шт.
units-set =
    { $count ->
        [one] набор
        [few] набора
        [many] наборов
       *[other] набора
    }
units-kg = кг
units-g = г
units-t = т
units-l = л
units-ml = мл
units-m = м
units-days = { $count } { $count ->
        [one] день
        [few] дня
        [many] дней
       *[other] дня
    }
units-minutes = { $count } мин
units-hours = { $count } ч
units-hours-and-minutes = { $hours } ч { $minutes } мин
units-day-and-time = { $day }, { $time }
units-weeks =
    { $count ->
        [one] { $count } неделю
        [few] { $count } недели
        [many] { $count } недель
       *[other] { $count } недели
    }
