### Что может сказать любая страница: ожидание, сбой, пусто, нет связи; сигналы и импорт
page-skip = К содержанию
page-as-table = Показать таблицей
page-day = День
page-try-again = Повторить
page-may-leave = Дольше обычного. Можно уйти, ничего не потеряется.
page-failed-ours = Сеть работает, сервер Lockstep отвечает не так, как должен. Всё, что вы сделали, сохранено.
page-next-try = Следующая попытка сама через 20 секунд. Для поддержки назовите { $code }.
page-not-renewed = На { $time }. Свежие данные получить не удалось.
page-refused-missing = По этому адресу ничего нет
page-refused-missing-more = Страницу убрали, или в адресе опечатка. Всё, что вы сохранили, цело.
page-refused-signed-out = Войдите, чтобы увидеть это
page-refused-signed-out-more = На этом устройстве никто не вошёл.
page-refused-broken = Страница не открылась
page-refused-broken-more = Сервер Lockstep не смог её построить. Всё, что вы сохранили, цело.
page-sign-in = Войти
page-help-code = Для поддержки назовите { $code }.
page-no-entry = Эта страница не для вашей роли
page-to-start = На главную
page-seen = Просмотрено
page-was-seen = видели
page-seen-before = Уже видели
page-unseen = Новых: { $count }
page-alerts-loading = Загружаем сигналы
page-alerts-failed = Сигналы не загрузились
page-alerts-none = Всё в порядке
page-alerts-none-more = Если заказ сдвинется, запас кончится или поставка опоздает, об этом будет сказано здесь.
page-import-file = Архив CSV-файлов или книга Excel
page-import-hint = Один лист или файл на каждый вид данных. Ничего не изменится, пока не верны все строки.
page-import-skip-bad = Пропустить ошибочные строки и взять остальные
page-import-start = Проверить и загрузить
page-import-sending = Отправляем файл
page-import-taken = Файл получен. Ход загрузки ниже.
page-import-no-answer = Сервер не ответил. Ничего не изменилось, повторите.
page-import-loading = Загружаем список импортов
page-import-failed = Список импортов не загрузился
page-import-none = Ещё ничего не загружено
page-import-none-more = Выберите файл выше. Пустые шаблоны с описанием столбцов даёт `lockstep import --template`.
page-import-runs = Загрузки
page-run-waiting = Ждёт
page-run-checking = Проверяется
page-run-loading = Загружается
page-run-done = Загружено
page-run-refused = Отклонено, ничего не изменено
page-import-rows = { $done } из { $count ->
        [one] { $count } строки
        [few] { $count } строк
        [many] { $count } строк
       *[other] { $count } строк
    }
page-import-skipped =
    { $count ->
        [one] Пропущена { $count } строка
        [few] Пропущено { $count } строки
        [many] Пропущено { $count } строк
       *[other] Пропущено { $count } строки
    }
page-import-bad =
    { $count ->
        [one] { $count } ошибочная ячейка
        [few] { $count } ошибочные ячейки
        [many] { $count } ошибочных ячеек
       *[other] { $count } ошибочной ячейки
    }
page-import-where = Где
page-import-value = Значение
page-import-what-to-do = Что сделать
page-import-cell = { $file }, строка { $line }, { $column }
page-import-first = Показаны первые { $count }.
page-scopes =
    { $count ->
        [one] { $count } площадка
        [few] { $count } площадки
        [many] { $count } площадок
       *[other] { $count } площадки
    }
page-owner = отвечает { $name }
page-yours = ваш
page-silent-until = молчит до { $time }
page-history = Что было и что делать
