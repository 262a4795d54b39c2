### 邮件的文字，以及退订页面。
mail-test-subject = Lockstep 测试邮件
mail-test-body = 这是一封测试邮件。您可以收到 Lockstep 的邮件。
mail-end-title = 退订此类邮件
mail-end-ask = 您希望不再收到此类邮件吗？需要您处理的订单和询价仍会照常发送。
mail-end-yes = 不再接收此类邮件
mail-end-done = 已完成。今后不会再向您发送此类邮件。
