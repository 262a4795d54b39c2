### Поставщики: их страница по ссылке и взгляд компании на них.
supplier-title = Ваш ответ
supplier-loading = Загружаем запрос
supplier-no-answer = Сервер не отвечает. Проверьте сеть и попробуйте ещё раз
supplier-again = Попробовать ещё раз
supplier-answer-all = Ответьте, пожалуйста, на каждую строку
supplier-thanks = Спасибо. Ваш ответ получен
supplier-confirm = Подтвердить
supplier-can = Можем
supplier-accept = Принять отмену
supplier-change = Другое количество или дата
supplier-decline = Отказаться
supplier-confirm-all = Подтвердить все строки
supplier-quantity = Количество
supplier-day = Дата
supplier-price = Цена
supplier-add-part = Добавить частичную поставку
supplier-remove-part = Убрать эту часть
supplier-note = Примечание (необязательно)
supplier-send = Отправить ответ
supplier-sending = Отправляем
suppliers-loading = Загружаем поставщиков
suppliers-failed = Поставщики не загрузились
suppliers-none = На ваши площадки никто не поставляет
suppliers-on-time = В срок
suppliers-in-full = В полном объёме
suppliers-answered = Ответы вовремя
suppliers-of = { $ratio }, { $good } из { $count }
suppliers-no-figures = считать пока нечего
suppliers-counted = За последние 365 дней, по сравнению с тем, о чём просили сначала
suppliers-open-lines = { $count ->
    [0] Ничего не заказано
    [one] { $count } строка в заказе
    [few] { $count } строки в заказе
   *[many] { $count } строк в заказе
}
suppliers-waiting = { $count ->
    [one] Ожидается { $count } ответ
    [few] Ожидаются { $count } ответа
   *[many] Ожидается { $count } ответов
}
suppliers-overdue = { $count ->
    [one] { $count } ответ просрочен
    [few] { $count } ответа просрочено
   *[many] { $count } ответов просрочено
}
suppliers-requests = Запросы и ответы
suppliers-no-requests = Запросов ещё не было
suppliers-kind-quotation = Запрос цены { $reference }
suppliers-kind-order = Заказ { $reference }
suppliers-kind-change = Изменение заказа { $reference }
suppliers-kind-cancellation = Отмена заказа { $reference }
suppliers-kind-forecast = Прогноз { $reference }
suppliers-status-sent = Ждём до { $time }
suppliers-status-late = Просрочено с { $time }
suppliers-status-answered = Ответ получен { $time }
suppliers-status-replaced = Заменён более новым запросом
suppliers-asked-by = { $time }, { $name }
suppliers-asked-itself = { $time }, по решению
suppliers-opened = { $count ->
    [0] Ссылку ещё не открывали
    [one] Ссылку открывали { $count } раз
    [few] Ссылку открывали { $count } раза
   *[many] Ссылку открывали { $count } раз
}
suppliers-new-link = Новая ссылка
suppliers-end-link = Закрыть ссылку
suppliers-link-copy = Скопируйте эту ссылку. Она показана только сейчас, прежние больше не работают.
suppliers-link-ended = Ссылка больше не работает
suppliers-orders = Открытые заказы
suppliers-order = Заказ { $reference }, { $site }
suppliers-ask-confirm = Попросить подтвердить
suppliers-share = Поделиться прогнозом
suppliers-ask-quotation = Запросить цену
suppliers-item = Позиция
suppliers-site = Площадка
suppliers-send = Спросить
suppliers-asked = Поставщику отправляется запрос
suppliers-fill = Укажите количество и дату
supplier-no-script = Для этой страницы нужен JavaScript. Можно также ответить на само письмо.
supplier-expected = из них { $amount } ожидается, ещё не заказано
suppliers-written-to = Куда мы пишем
suppliers-address = Адрес эл. почты
suppliers-language = Язык писем
suppliers-address-save = Сохранить
suppliers-address-kept = Сохранено. Письма теперь идут туда.
suppliers-address-none = Адрес неизвестен, поэтому этому поставщику ничего не отправляется.
suppliers-address-closed = Письмо на этот адрес вернулось. Пока адрес не исправят или не заменят, туда ничего не отправляется.
suppliers-mail-off = Почтовый сервер не задан, поэтому ничего не отправляется.
