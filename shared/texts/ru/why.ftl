### Почему строка заказа именно тогда.
why-loading = Разбираем строку
why-failed = Не удалось разобрать строку
why-ask = Почему?
why-wanted = { $amount } на { $day }
why-promised = { $amount } на { $day }, обещано на { $promised }
why-as-promised = Как обещано
why-reasons = Почему
why-would-help = Что помогло бы успеть
why-chain = На чём она держится
why-uncovered = { $amount } пока ничем не покрыто
why-kind-stock = со склада
why-kind-plan-line = строка плана { $reference }
why-kind-production-order = производственный заказ { $reference }
why-kind-purchase = закупка { $reference }
why-supply = { $supply }, будет { $day }
why-binds = {" "}· держит именно это
why-slack = { $count ->
    [0] Запаса нет
    [one] Запас { $count } день
    [few] Запас { $count } дня
   *[other] Запас { $count } дней
}
why-too-late = { $count ->
    [one] Позже на { $count } день
    [few] Позже на { $count } дня
   *[other] Позже на { $count } дней
}
why-touched = Держатся на том же ({ $count })
why-nobody = Других заказов на этих поставках нет.
why-somebody = Заказ другой территории
