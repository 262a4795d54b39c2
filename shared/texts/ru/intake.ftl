### Загрузка: что не так с ячейкой, строкой или файлом и что делать; и что говорит терминал.
intake-missing = Заполните { $column }: пусто быть не может
intake-too-long = Длиннее { $length } знаков. Сократите
intake-unreadable-sign = Здесь есть знак, который не читается. Наберите заново
intake-wrong-email = Это не адрес почты. Напишите как name@example.com
intake-wrong-letters = Нужно ровно латинских букв: { $count }
intake-wrong-time-zone = Такого часового пояса нет. Напишите как Europe/Riga
intake-not-in-list = Возьмите одно из: { $choices }
intake-wrong-flag = Напишите да или нет
intake-wrong-date = Это не дата. Напишите как 2026-12-31 или 31.12.2026
intake-no-such-day = Такого дня нет в календаре
intake-date-out-of-range = Выберите день с { $earliest } по { $latest }
intake-wrong-time = Это не время. Напишите как 14:30
intake-wrong-number = Это не число. Напишите как 1234.5 или 1234,5
intake-ambiguous-number = Запятая может делить тысячи или дробную часть. Напишите 1234 или 1.234
intake-not-whole = Нужно целое число
intake-too-many-decimals = Здесь не больше { $places } знаков после запятой. Сократите число
intake-alternate-of-other = Этот другой способ относится к { $item }, { $site }. Укажите способ для этого изделия на этой площадке
intake-negative = Нужно число не меньше 0
intake-not-positive = Нужно число больше 0
intake-too-large = Число слишком велико. Проверьте единицу
intake-out-of-range = Нужно число от { $low } до { $high }
intake-duplicate-key = В строке { $first_line } тот же ключ. Оставьте одну из двух
intake-unknown-reference = С таким кодом нет { $entity }. Добавьте или исправьте код
intake-depends-on-bad = { $entity }, к которому относится строка, пропущен, поэтому пропущена и она
intake-cyclic-bill-of-material = Изделие оказалось бы частью самого себя. Уберите одну строку круга
intake-overlapping-days = Эти дни пересекаются с днями строки { $other_line } того же компонента. Сделайте так, чтобы они шли друг за другом
intake-source-site = Площадка-источник бывает только у transfer, и у него обязательна
intake-same-site = Площадка не может снабжать сама себя
intake-maximum-below-lot = Самая большая партия не меньше самой малой: минимум партии, округлённый до кратности
intake-yield-of-nothing = Что-то из начатого должно быть годным: больше 0 и не больше 1
intake-yield-of-bought = Закупают столько, сколько нужно. Оставьте выход годного пустым или укажите потери в строке состава
intake-before-start = Этот день раньше того, за которым он следует. Исправьте один из двух
intake-shipped-too-much = Отгружено больше заказанного, а строка ещё открыта. Исправьте количество или состояние
intake-unknown-column = Такого столбца в формате нет. Есть: { $columns }
intake-column-twice = Этот столбец стоит дважды. Уберите один
intake-missing-column = Нет столбца { $column }. Добавьте его
intake-entity-twice = Эта таблица встречается второй раз. Оставьте одну
intake-unknown-table = Таблицы { $table } нет. Имена видны в шаблонах
intake-unknown-kind = Такие файлы не читаются. Нужен CSV, ZIP или XLSX
intake-empty-file = Внутри пусто. Напишите в первой строке имена столбцов
intake-empty-folder = Таблиц внутри нет. Добавьте файлы CSV с именами как в шаблонах
intake-encoding-doubt = Кодировку нельзя определить наверняка. Сохраните как «CSV UTF-8» и повторите
intake-encoding-broken = Не всё здесь в { $encoding }. Сохраните как «CSV UTF-8» и повторите
intake-broken-quotes = Около строки { $line } кавычки не парные. Закройте или удвойте их
intake-archive-broken = Архив повреждён. Соберите его заново
intake-archive-locked = Архив с паролем. Соберите его без пароля
intake-archive-too-many = Внутри больше { $count } файлов. Оставьте только таблицы
intake-archive-too-large = Распаковывается больше чем в { $mebibytes } МиБ или намного больше, чем должен. Пришлите файлы CSV по одному
intake-workbook-broken = Книга повреждена. Сохраните её снова как XLSX
intake-workbook-unsafe = В книге есть тип документа, таблицам он не нужен. Сохраните её снова как XLSX
intake-out-of-memory = Нужно больше памяти, чем отведено загрузке. Сохраните таблицы как CSV и повторите
intake-stopped = Загрузка остановлена до конца. Ничего не изменено, начните снова
intake-over-demo = Загружена демонстрационная компания, две компании вместе не живут. Начните заново: `lockstep reset`, затем загрузка
intake-line = { $file }, строка { $line }, { $column }: { $value } – { $what }
intake-line-of-file = { $file }: { $what }
intake-more = И ещё { $count }
intake-added =
    { $count ->
        [one] Добавлена { $count } строка
        [few] Добавлены { $count } строки
       *[many] Добавлено { $count } строк
    }
intake-changed =
    { $count ->
        [one] Изменена { $count } строка
        [few] Изменены { $count } строки
       *[many] Изменено { $count } строк
    }
intake-left-out =
    { $count ->
        [one] Пропущена { $count } строка
        [few] Пропущены { $count } строки
       *[many] Пропущено { $count } строк
    }
intake-nothing-new = Нового нет: всё уже здесь
intake-templates-written = Шаблоны лежат в { $folder }
intake-promotion-empty = Назовите хотя бы одно изделие или семейство
intake-price-twice = Укажите цену или скидку, не то и другое
intake-other-currency = Сделки ведутся в валюте { $own }. Пересчитайте эту или не указывайте валюту
intake-order-of-other = Этот заказ принадлежит клиенту { $customer }. Исправьте заказ или клиента
intake-paid-too-much = Оплачено больше суммы счёта. Исправьте одно из двух
intake-payment-day = К оплате нужен день последнего платежа, а ко дню — оплаченная сумма
intake-unknown-word = Такого здесь нет. Исправьте или загрузите вместе
