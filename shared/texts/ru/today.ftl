### Первый экран торгового представителя.
today-title = Сегодня
today-date = { $day }, нед. { $week }
today-log = Записать
today-log-for = Записать изменение: { $customer }
today-call = Позвонить: { $customer }
today-now = Сегодня
today-late = Поздно
today-due = { $some }, { $item }
today-due-and = { $count ->
    [one] { $first } и ещё { $count } строка
    [few] { $first } и ещё { $count } строки
    [many] { $first } и ещё { $count } строк
   *[other] { $first } и ещё { $count } строки
}
today-lines-late = { $count ->
    [1] { $item }: опоздание { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }
   *[other] Опаздывает строк: { $count }, дольше всего { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }
}
today-line-slips = { $item }: обещано с опозданием на { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
today-more-visits = Ещё клиенты со сроками: { $count }
today-answer-needed = Нужен ваш ответ
today-moving = Ваши изменения в пути
today-all = Все { $count }
today-alerts = Стоит посмотреть
today-alert = Здесь нужно внимание
today-unfinished = Не закончено: { $customer }, { $item }
today-draft-kept = Сохранено в телефоне, { $time }
today-empty = На этой неделе сроков нет
today-empty-more = В ближайшие 7 дней у ваших клиентов нет поставок, и ни одно изменение вас не ждёт.
today-no-data = Получаем ваших клиентов и заказы
today-no-data-more = В первый раз это займёт несколько секунд. Потом всё здесь работает без сети.
