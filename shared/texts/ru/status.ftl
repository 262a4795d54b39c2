### Где находится изменение.
status-on-phone = В этом телефоне
status-sending = Отправляется
status-received = Отправлено
status-assessed = Оценено
status-proposed = Предложено
status-approved = Утверждено
status-amended = Утверждено с правками
status-rejected = Отклонено
status-sent-back = Возвращено
status-in-plan = В плане
status-withdrawn = Отозвано
status-step-of = { $step } из 8
