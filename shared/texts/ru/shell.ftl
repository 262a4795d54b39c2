### Оболочка: связь, разделы, выход, уведомления.
shell-navigation = Главные разделы
shell-nav-today = Сегодня
shell-nav-customers = Клиенты
shell-nav-accounts = Все клиенты
shell-nav-log = Записать
shell-nav-outbox = Исходящие
shell-nav-changes = Изменения
shell-nav-decisions = Решения
shell-nav-plan = План
shell-nav-stock = Запасы
shell-nav-report = Отчёт
shell-nav-allocation = Нехватка
shell-nav-kpi = KPI
shell-nav-inbox = Сигналы
shell-nav-import = Загрузка
shell-nav-settings = Настройки
shell-nav-more = Ещё
shell-close = Закрыть
shell-back = Назад
shell-try-again = Ещё раз
shell-live = На связи
shell-all-sent = Всё отправлено
shell-connecting = Соединение
shell-no-network = Нет сети,
shell-as-of = данные на { $time }
shell-no-copy = в телефоне пока пусто
shell-server-silent = Сервер не отвечает
shell-since = с { $time }
shell-not-live = Нет связи с { $time }.
shell-buttons-work = Кнопки работают.
shell-sending = Отправка: { $number } из { $total }
shell-sign-in-again = Войдите снова. Ваша работа сохранена
shell-sign-in-again-unsent = { $count ->
    [one] Войдите снова, чтобы отправить { $count } изменение. Оно сохранено в телефоне
    [few] Войдите снова, чтобы отправить { $count } изменения. Они сохранены в телефоне
    [many] Войдите снова, чтобы отправить { $count } изменений. Они сохранены в телефоне
   *[other] Войдите снова, чтобы отправить { $count } изменения. Они сохранены в телефоне
}
shell-revoked = Это устройство отключено. Неотправленное сохранено здесь
shell-too-old = Версия слишком старая для отправки. Закройте и откройте Lockstep; всё сохранено
shell-full = Память телефона заполнена.
shell-full-more = Новое не сохранится, пока не освободится место
shell-portal = Эта сеть просит сначала войти в неё.
shell-portal-more = Откройте её страницу в браузере; изменения ждут здесь
shell-clock-wrong = { $count ->
    [one] Часы телефона ошибаются на { $count } час.
    [few] Часы телефона ошибаются на { $count } часа.
    [many] Часы телефона ошибаются на { $count } часов.
   *[other] Часы телефона ошибаются на { $count } часа.
}
shell-clock-wrong-more = Дни считаются по серверу
shell-cleared = Телефон сам очистил память Lockstep. Всё загружается снова.
shell-cleared-unsent = { $count ->
    [one] { $count } изменение не было отправлено. Запишите его снова.
    [few] { $count } изменения не были отправлены. Запишите их снова.
    [many] { $count } изменений не были отправлены. Запишите их снова.
   *[other] { $count } изменения не были отправлены. Запишите их снова.
}
shell-kept-back = { $count ->
    [one] { $count } изменение, сохранённое при выходе, снова в исходящих.
    [few] { $count } изменения, сохранённые при выходе, снова в исходящих.
    [many] { $count } изменений, сохранённых при выходе, снова в исходящих.
   *[other] { $count } изменения, сохранённые при выходе, снова в исходящих.
}
shell-kept-full = Память телефона заполнена. Сохранённое остаётся под замком; освободите место и откройте Lockstep снова
shell-unsent = { $count } не отпр.
shell-waiting = ждут: { $count }
shell-not-all-here = Lockstep загружен ещё не весь. Как только сервер ответит, всё продолжится само.
shell-page-not-here = Этой страницы в телефоне нет
shell-page-not-here-more = Она откроется, когда будет сеть. Страницы, которые вы уже видели, показывают последнее известное.
shell-last-known = Последнее известное, { $time }
shell-sign-out = Выйти
shell-sign-out-unsent = { $count ->
    [one] Не отправлено { $count } изменение
    [few] Не отправлены { $count } изменения
    [many] Не отправлено { $count } изменений
   *[other] Не отправлено { $count } изменения
}
shell-sign-out-unsent-more = При выходе ваши данные удаляются с устройства. Отправьте их, оставьте под замком до вашего следующего входа здесь или сохраните файл.
shell-stay = Остаться и отправить
shell-keep-and-sign-out = Оставить здесь под замком и выйти
shell-keep-no-key = Сервер не отвечает, и замкнуть нечем. Останьтесь или сохраните файл
shell-keep-full = Память телефона заполнена, ничего не сохранено. Останьтесь или сохраните файл
shell-export-and-sign-out = Сохранить файл и выйти
shell-sign-out-lose = { $count ->
    [one] Выйти и потерять { $count } изменение
    [few] Выйти и потерять { $count } изменения
    [many] Выйти и потерять { $count } изменений
   *[other] Выйти и потерять { $count } изменения
}
shell-push = Будить это устройство
shell-push-waiting = Проверяем
shell-push-working = Минуту
shell-push-on = Включено. Нажатие на сообщение открывает именно его.
shell-push-off = Выключено
shell-push-denied = Браузер не пропускает сообщения Lockstep. Разрешите их в настройках браузера для этого сайта.
shell-push-not-possible = Этот браузер не умеет получать сообщения.
shell-push-needs-install = Сначала добавьте Lockstep на экран «Домой» и включите там.
shell-push-failed = До сервера не дошло. Ничего не изменилось; попробуйте ещё раз.
shell-no-storage = Этот браузер не даёт Lockstep хранить данные на устройстве. Выйдите из приватного режима или возьмите другой браузер.
shell-nav-what-if = Что если
shell-nav-urgent = Срочные
shell-nav-suppliers = Поставщики
shell-nav-forecast = Прогноз
