### Вход.
sign-in-title = Вход
sign-in-promise = Продажи и производство, шаг в шаг.
sign-in-email = Эл. почта
sign-in-password = Пароль
sign-in-go = Войти
sign-in-asking = Входим
sign-in-not-you = Не вы?
sign-in-language = Язык
sign-in-email-missing = Введите эл. почту
sign-in-password-missing = Введите пароль
sign-in-wrong = Почта и пароль не подходят друг к другу. Проверьте и попробуйте ещё раз.
sign-in-no-answer = Сервер Lockstep не отвечает. Сохранённое на устройстве не пропадёт. Попробуйте, когда будет сеть.
