undelivered-loading = Ищем недоставленное
undelivered-failed = Не удалось загрузить недоставленное
undelivered-none = Всё доставлено
undelivered-none-more = { $count ->
    [0] В очереди тоже пусто.
    [one] { $count } сообщение ждёт своей очереди.
    [few] { $count } сообщения ждут своей очереди.
   *[many] { $count } сообщений ждут своей очереди.
    }
undelivered-more = Всё это пытались отправить много раз. Устраните причину и повторите.
undelivered-kind-mail = Письмо
undelivered-kind-push = Сообщение на устройство
undelivered-kind-webhook = Вебхук
undelivered-kind-inside = Работа внутри Lockstep
undelivered-tries = { $count ->
    [one] { $count } попытка, прекращено { $time }
    [few] { $count } попытки, прекращено { $time }
   *[many] { $count } попыток, прекращено { $time }
    }
undelivered-again = Повторить
undelivered-again-what = Повторить: { $what }
undelivered-again-done = Повторная попытка началась.
