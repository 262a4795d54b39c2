### Настройки
settings-loading = Загружаем настройки
settings-failed = Настройки не загрузились
settings-language = Язык
settings-theme = Освещение
settings-theme-device = Как в устройстве
settings-theme-light = Светлое
settings-theme-dark = Тёмное
settings-push = Сообщения на это устройство
settings-wakes-me = Что меня будит
settings-push-proposal-waits = Ждёт решение
settings-push-more-proposal-waits = Как только предложению на моей площадке нужен ответ
settings-push-change-decided = Решено то, что я просил
settings-push-more-change-decided = Изменение, сценарий или распределение: утверждено, исправлено, отклонено или возвращено
settings-push-large-approval = Крупное утверждение
settings-push-more-large-approval = Когда решение затрагивает сумму выше лимита компании
settings-push-kpi-crossed = KPI перешёл порог
settings-push-more-kpi-crossed = Когда выходит за порог и когда возвращается
settings-push-alert-raised = Сигнал
settings-push-more-alert-raised = Заказ сдвигается, запас кончается, поставка просрочена
settings-push-details = Имена и цифры на заблокированном экране
settings-push-more-details = Клиент, позиция и количество; без этого — только что произошло
settings-test-push = Отправить пробное сообщение
settings-test-sent =
    { $count ->
        [0] Пока ни одно ваше устройство не принимает сообщения
        [one] Отправлено на { $count } устройство
        [few] Отправлено на { $count } устройства
        [many] Отправлено на { $count } устройств
       *[other] Отправлено на { $count } устройства
    }
settings-devices = Устройства
settings-this-device = Это устройство
settings-last-seen = Последний раз { $time }
settings-sign-out-device = Выйти
settings-tokens = Токены для программ
settings-tokens-more = Программа с токеном обращается от вашего имени и может то же, что и вы. Каждой программе — свой.
settings-token-name = Для чего
settings-token-may = Что можно
settings-token-use-read = Чтение
settings-token-use-write = Чтение и запись
settings-token-until = до { $day }
settings-token-used = использован { $time }
settings-token-unused = не использовался
settings-token-revoke = Отозвать
settings-token-make = Создать токен
settings-token-copy = Скопируйте токен: он показан только сейчас.
settings-token-nameless = Укажите, для чего токен.
settings-approvals = Правила утверждения и кто вас замещает
settings-rules = За чем следить и чей это сигнал
settings-calendars = Календари, праздники и часовые пояса
settings-push-urgent-stage = Мой срочный заказ
settings-push-more-urgent-stage = Этап ваш, скоро истекает или просрочен и зовут вас
settings-push-thread-moved = Упоминания и то, за чем слежу
settings-push-more-thread-moved = Вас упомянули, или что-то, за чем вы следите, изменилось
settings-pricing = Что весит в оценке и сколько стоят задержка, запас, срочность и перевозка
settings-undelivered = Сообщения, письма и вебхуки, которые не удалось отправить, — для повтора
settings-mail = Что отправлено, что вернулось и какие адреса закрыты
