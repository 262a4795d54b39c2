### Запасы сырья, незавершённого производства и готовой продукции.
stock-loading = Загружаем запасы
stock-failed = Запасы не загрузились
stock-none = Запасов пока нет
stock-none-more = Они появятся с первыми позициями, которые планируются на ваших площадках.
stock-none-found = Ничего похожего
stock-none-found-more = На ваших площадках нет позиции, подходящей под запрос.
stock-no-sites = Нет ваших площадок
stock-no-sites-more = Площадки, запасы которых вам видны, назначает администратор.
stock-show-all = Показать всё
stock-stages = Вид запаса
stock-all = Все
stock-stage-raw = Сырьё
stock-stage-in-work = В работе
stock-stage-finished = Готовое
stock-marks = Что выделяется
stock-mark-any = Всё
stock-mark-gap = Нехватка
stock-mark-surplus = Излишки
stock-mark-waste = Потери
stock-grouping = Как показать
stock-by-item = По позициям
stock-by-family = По семействам
stock-by-site = По площадкам
stock-sites = Площадка
stock-all-sites = Все площадки
stock-search = Позиция, код или партия
stock-find = Найти
stock-drop-family = Показать все семейства, не только
stock-figure-value = Запас по себестоимости
stock-figure-gap = Нехватка
stock-figure-surplus = Больше, чем нужно на 60 дней
stock-figure-wasted = Истечёт неиспользованным за 90 дней
stock-figure-expired = Срок истёк
stock-items = { $count ->
    [one] { $count } позиция
    [few] { $count } позиции
   *[other] { $count } позиций
}
stock-gaps = { $count ->
    [one] { $count } нехватка
    [few] { $count } нехватки
   *[other] { $count } нехваток
}
stock-group-surplus = излишки { $value }
stock-group-wasted = потери { $value }
stock-covers = { $count ->
    [one] хватит на { $count } день
    [few] хватит на { $count } дня
   *[other] хватит на { $count } дней
}
stock-covers-all = хватит больше чем на 90 дней
stock-says-gap = Не хватает { $quantity } с { $on }
stock-says-expired = { $quantity } просрочено
stock-says-wasted = { $quantity } истечёт, первое { $on }
stock-says-surplus = { $quantity } больше, чем нужно, { $value }
stock-safety = Страховой запас
stock-in-work = В работе
stock-value = По себестоимости
stock-no-lots = Сейчас там ничего нет.
stock-lots = Партии, сначала с ближайшим сроком
stock-lot = Партия
stock-until = Годно до
stock-quantity = Количество
stock-lot-expired = Просрочено
stock-lot-wasted = { $quantity } никто не возьмёт
stock-lot-no-end = Без срока
stock-lot-unnamed = Без партии
stock-shown = { $first }–{ $last } из { $count }
stock-first-rows = К началу
stock-more-rows = Дальше
stock-expected = Ожидается сверх заказов, 60 дней
lot-rules-open = Партии и сроки
lot-rules-loading = Загружаются партии
lot-rules-failed = Партии не загрузились
lot-rules-more = Запланированное остаётся, открытые предложения рассчитываются заново. Загрузка задаёт то, что сказано в её файле.
lot-rules-get-make = делают здесь
lot-rules-get-buy = закупают
lot-rules-get-transfer = привозят с другой площадки
lot-rules-lead-time-days = Срок, дней
lot-rules-lead-time-days-per-unit = Ещё дней на каждую единицу партии
lot-rules-safety-stock = Страховой запас
lot-rules-lot-minimum = Самая малая партия
lot-rules-lot-multiple = Кратно
lot-rules-lot-maximum = Самая большая партия, 0 – любая
lot-rules-lot-cover-days = Одна партия на столько дней потребности
lot-rules-safety-days = На сколько дней раньше нужного
lot-rules-first-on = Первый день, когда можно начать
lot-rules-last-on = Последний день, когда можно начать
lot-rules-any-day = любой
lot-rules-components = Состав
lot-rules-alternates = Другие способы
lot-rules-from = с { $on }
lot-rules-until = по { $on }
lot-rules-always = в любой день
held-days-first-on = Первый день
held-days-last-on = Последний день
held-days-add = Ещё другие дни
held-days-leave-out = Убрать
held-days-save = Сохранить дни
held-days-back = Вернуть, как было
held-days-fill = Один из дней не читается
held-days-more = Партия берёт то, что действует в день её начала; пустое поле — любой день. Это одинаково на каждой площадке, где изделие делают.
held-days-elsewhere = Эти дни действуют на каждой площадке, где изделие делают; задать их может тот, кто видит все эти площадки.
lot-rules-yield-ratio = Выход годного, %
lot-rules-counts-open-days = Срок считается
lot-rules-every-day = во все дни
lot-rules-working-days = в рабочие дни
lot-rules-calendar-id = Дни отправки и прихода
lot-rules-goes-every-day = каждый день
lot-rules-save = Сохранить
lot-rules-saved = Сохранено. Открытые предложения рассчитываются заново.
lot-rules-fill = Одно из чисел не читается. Дни – целые числа
supply-end-says =
    Поставки заканчиваются { $end_on }. После последней поставки нужно { $needed }, и с { $on } не хватит { $missing }. Закажите до { $due_on }: срок поставки { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }.
safety-proposed = Предлагаемый страховой запас
safety-as-proposed = как сейчас
safety-owed = Положено в срок и полностью
safety-owed-value = { $goal }, класс { $class }, клиентов: { $count }
safety-days = Срок и ежедневный просмотр, дней
safety-days-value = { $lead } + { $review }
safety-error-day = Ошибка прогноза за день
safety-error-week = Ошибка прогноза за неделю
safety-error-month = Ошибка прогноза за месяц
safety-error-value = { $quantity }, периодов: { $count }
safety-run = Расчёт прогноза
safety-run-value = № { $number }, { $on }
safety-steady = z цели × ошибка прогноза × √(дни ÷ период).
safety-sparse = Спрос редкий: с вероятностью цели сверх прогноза за эти дни не придёт больше.
safety-take = Принять
safety-taken = Принято. Открытые предложения рассчитываются заново.
safety-back = Вернуть { $quantity }
safety-back-done = Всё как прежде.
safety-lack-not-forecast = Страховой запас не предлагается: здесь для товара нет прогноза.
safety-lack-few-periods = Страховой запас не предлагается: здесь измерено меньше шести завершённых периодов.
safety-lack-no-buyers = Страховой запас не предлагается: за год здесь его никто не покупал.
safety-lack-no-goal = Страховой запас не предлагается: ни у класса, ни у компании нет цели по поставкам в срок и полностью.
safety-all = Страховые запасы
safety-all-loading = Страховые запасы рассчитываются…
safety-all-failed = Страховые запасы сейчас показать нельзя.
safety-all-why = Действующие рядом с тем, чего требуют цель, срок и ошибка прогноза; сначала самая большая разница в деньгах.
safety-sides = Какие страховые запасы
safety-side-all = Все
safety-side-low = Слишком малы: { $count }, { $value }
safety-side-high = Слишком велики: { $count }, { $value }
safety-from-to = { $now } → { $proposed }
safety-all-choose = Принять: { $item }, { $site }
safety-all-choose-all = Выбрать все здесь
safety-all-take = Принять: { $count }
safety-all-taken = Принято: { $count }. Открытые предложения пересчитываются.
safety-all-back = Вернуть, как было
safety-all-back-done = Как было раньше: { $count }.
safety-all-none = Здесь менять нечего
safety-all-none-more = Все страховые запасы, которые можно предложить, соответствуют предложению.
safety-all-nothing = Пока предложить нечего
safety-all-nothing-more = Страховой запас предлагается, когда прогноз рассчитан и измерено шесть периодов.
safety-all-as-proposed = Как предложено: { $count }
safety-all-lack-not-forecast = Не прогнозируются: { $count }
safety-all-lack-few-periods = Измерено меньше шести завершённых периодов: { $count }
safety-all-lack-no-buyers = Год никто не покупал: { $count }
safety-all-lack-no-goal = Без цели «вовремя и полностью»: { $count }
