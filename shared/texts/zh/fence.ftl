### 计划时界
fence-frozen = 冻结区
fence-negotiable = 协商区
fence-free = 自由区
