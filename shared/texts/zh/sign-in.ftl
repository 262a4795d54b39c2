### 登录。
sign-in-title = 登录
sign-in-promise = 销售与生产，步步同行。
sign-in-email = 邮箱
sign-in-password = 密码
sign-in-go = 登录
sign-in-asking = 正在登录
sign-in-not-you = 不是您？
sign-in-language = 语言
sign-in-email-missing = 请输入邮箱
sign-in-password-missing = 请输入密码
sign-in-wrong = 邮箱与密码不符，请检查后再试。
sign-in-no-answer = Lockstep 服务器没有应答。本机保存的内容不会丢失，有网络时请再试。
