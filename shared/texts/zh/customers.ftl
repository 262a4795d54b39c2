### 手机上的客户列表。
customers-title = 客户
customers-search = 名称、编号或城市
customers-all = 全部客户（{ $count }）
customers-none = 您的客户中没有“{ $typed }”
customers-none-yet = 本机还没有客户资料，首次联网后自动下载。
customers-open-lines = { $count } 行未交
customers-lines = 未交订单行
customers-changes = 变更
customers-not-yours = 该客户不在您的区域，或本机还没有资料。
