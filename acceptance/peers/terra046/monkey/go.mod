// What only tests of Terra's core use, and module proxies do not all serve.
module bou.ke/monkey

go 1.13
