### From which site an order is served.
route-where-from = С какой площадки?
route-loading = Сравниваем площадки
route-failed = Сравнить площадки нельзя
route-sites = Площадки, лучшая первой
route-none = Ни одна площадка не планирует этот товар
route-suggested = Предлагается, { $score } из 100
route-score = { $score } из 100
route-cannot = Всё поставить не может
route-kept-back = Оставлено для своих клиентов
route-on-time = Всё { $day }
route-late = { $count ->
    [one] Всё { $day }, на { $count } день позже
    [few] Всё { $day }, на { $count } дня позже
   *[other] Всё { $day }, на { $count } дней позже
}
route-free = свободно на этот день { $amount }
route-reserved = { $amount } для своих клиентов
route-hours = свободно { $share } часов
route-distance = { $km } км
route-usual = обычная площадка
route-here = Запрошено отсюда
route-ask = Запросить отсюда
route-ask-from = Запросить: { $site }
route-asked = Запрошено оттуда и оценивается заново
route-line-asked = Запрошено; как любое изменение, ждёт решения
route-look = Посмотреть изменение
route-promised = обещано на { $day }
route-other-site = С другой площадки
route-balance = Магазины и интернет
route-share = { $site } держит { $percent } % запаса для своих клиентов
route-share-of = { $site }: % для своих клиентов
route-keep-share = Сохранить долю: { $site }
route-weights = Что важно
route-factor-date = Срок
route-factor-stock = Запас
route-factor-capacity = Мощность
route-factor-distance = Расстояние
route-factor-cost = Затраты
route-cost-per-delivery = Стоимость поставки, { $currency }
route-cost-per-km = Стоимость километра, { $currency }
route-keep = Сохранить веса
route-kept = Сохранено. Площадки сравниваются заново
route-number = Веса — целые от 0 до 100, затраты и доли — числа
