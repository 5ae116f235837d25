# One word for each task. Needed: Python 3.11 or newer, make, git.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
STAMP := $(VENV)/.installed
PEERS := .venv-bench
FUZZ := .venv-fuzz
MUTATIONS := .venv-mutations
OCR := $(VENV)/.ocr-installed
AUDIT := .venv-audit
EDITOR_OUT := scripts/aidstories/site/cms
LINTS := lint-ruff lint-format lint-types lint-spelling
# A file in one process: its tests may share what they build. Three for two cores, since a test that
# waits for a browser leaves its core idle: two processes used 65 % of both.
PROCESSES := -n 3 --dist loadfile --no-loadscope-reorder

.PHONY: help setup ocr import site admin serve check archive lint test coverage approve test-long bench fuzz mutations screenshots review data sbom audit
.DEFAULT_GOAL := help

help: ## 列出全部任务
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

setup: $(STAMP) ## 安装（只在第一次或依赖改变时用到网络）

# Once installed, nothing below needs a network: the stamp is as new as the lock.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python >= 3.11")'
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

ocr: $(OCR) ## 安装识别扫描件和照片的程序（RapidOCR；藏文用 Tesseract）
	scripts/ensure_tesseract

# Apart from setup: 290 MB that only those need who recognise scans, or run the tests.
$(OCR): requirements-ocr.lock $(STAMP)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

lint-types test bench: ocr

import: setup ## 导入 seeds 里的原稿；编者改过的报道不覆盖
	$(RUN)/aidstories import

check: setup ## 核对资料与校勘记录
	$(RUN)/aidstories check
	$(RUN)/aidstories verify

archive: setup ## 核对、验证、生成，说明档案的内容有什么不对
	scripts/check_archive

site: import ## 导入、核对并生成网站到 site/
	@echo "核对导入的："
	$(RUN)/aidstories check
	$(RUN)/aidstories build --quiet
	@echo
	@echo "网站已生成到 $(CURDIR)/site/。"
	@test -e $(EDITOR_OUT)/editor.js || echo "没有浏览器里的编辑器（/admin/）；要的话运行  make admin（需要 Node 20）"
	@echo "预览：  make serve   然后打开 http://127.0.0.1:8000/"
	@echo "或用任何静态服务器，例如：  $(PYTHON) -m http.server --directory site"

# In the package: whatever builds a site has it from there, and so has a wheel that is made then.
admin: $(EDITOR_OUT)/editor.js ## 浏览器里的编辑器，放到 site/admin/（需要 Node 20）
	$(MAKE) site

$(EDITOR_OUT)/editor.js: admin/package-lock.json $(wildcard admin/*.js admin/*.mjs)
	cd admin && npm ci --ignore-scripts --no-audit --no-fund --silent && node build.mjs ../$(EDITOR_OUT)

serve: import ## 本机预览，改动随存随见
	$(RUN)/aidstories serve

review: site ## 审订藏文的表，每项有它在网页上的图，存到 build/review/
	CHROMIUM="$$(scripts/ensure_browser)" && export CHROMIUM && $(RUN)/python -m tests.review_pictures

sbom: setup ## 物料清单（CycloneDX）：装了什么，哪一版，什么许可，写到 build/sbom.json
	mkdir -p build
	$(RUN)/python scripts/make_sbom.py build/sbom.json
	@echo "物料清单在 build/sbom.json"

# pip-audit stays out of the product's own environment; it and npm ask the registries. A package
# that it cannot ask about it passes over, but for --strict.
AUDITED := $(AUDIT)/bin/pip-audit --strict --disable-pip --require-hashes
audit: $(AUDIT)/.installed ## 锁定的依赖有没有已知的漏洞（要用网络）
	@$(AUDITED) --requirement requirements.lock && $(AUDITED) --requirement requirements-ocr.lock \
		&& (cd admin && npm audit --package-lock-only --audit-level=high) \
		|| { echo "没有查完，或者查到了漏洞。上面没有写出哪个包有漏洞的，是问不到漏洞库：要用网络"; exit 1; }

$(AUDIT)/.installed: requirements-audit.lock
	test -x $(AUDIT)/bin/python || $(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes -r $<
	@touch $@

data: setup ## 由 fields.csv 重新生成 JSON Schema
	$(RUN)/python -m aidstories.stories.checks.schema docs/data

lint: $(LINTS) ## 代码检查；提交之前也是这几项（.pre-commit-config.yaml）

.PHONY: $(LINTS)
lint-ruff: setup
	$(RUN)/ruff check .

lint-format: setup
	$(RUN)/ruff format --check .

lint-types: setup
	$(RUN)/mypy

lint-spelling: setup
	$(RUN)/typos

test: setup ocr ## 代码检查与全部测试（长的除外）
	@$(MAKE) --no-print-directory --jobs 3 lint compiled tools
	CHROMIUM="$$(scripts/ensure_browser)" && export CHROMIUM && $(RUN)/pytest -m "not long" $(PROCESSES) $(COVERAGE)

.PHONY: compiled tools
# Once, on the core that mypy leaves idle: three processes would each compile all the tests. What
# cannot be collected the tests themselves tell.
compiled: setup
	@$(RUN)/pytest --collect-only --quiet -m "not long" >/dev/null || true

tools:
	scripts/ensure_servers
	scripts/ensure_fonts
	scripts/ensure_java
	scripts/ensure_firefox >/dev/null
	scripts/ensure_browser >/dev/null

# All anew: what nothing makes any more goes.
approve: setup ## 重写 tests/approved（写下来的结果）；改了什么，看 git diff
	rm -rf tests/approved
	APPROVE=1 $(RUN)/pytest -q $(wildcard tests/*/test_approved*.py tests/*/*/test_approved*.py)
	git diff --stat tests/approved

# Counting branches takes half as much time again (55 s for 39 s on tests/restore and tests/stories).
coverage: COVERAGE := --cov
coverage: test ## make test，同时量分支覆盖，低于下限就失败

test-long: coverage ## make coverage，再加更大规模的测试
	scripts/ensure_hugo
	CHROMIUM="$$(scripts/ensure_browser)" && export CHROMIUM && $(RUN)/pytest -m long

# Of 100,000 stories:  make bench AT=100000
AT := 100 1000 10000

bench: setup $(PEERS)/.installed ## 速度测量；生成网站的那张表在最后
	@-scripts/ensure_hugo
	@for script in $(filter-out $(addprefix tests/bench/,__init__.py builds.py import_turns.py load.py memory.py mutations.py pages.py processes.py restore.py),$(wildcard tests/bench/*.py)); \
		do echo "== $$script"; $(RUN)/python $$script || exit 1; done
	@echo "== tests/bench/pages.py"; $(RUN)/python tests/bench/pages.py --peers $(PEERS)/bin
	@echo "== tests/bench/restore.py"; PYTHONPATH=scripts $(PEERS)/bin/python tests/bench/restore.py
	@echo "== tests/bench/builds.py"; $(RUN)/python tests/bench/builds.py --at $(AT)

# The peers stay out of the product's own environment: some libraries change with what is there.
$(PEERS)/.installed: requirements-bench.lock
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

# Its corpus grows in .cache/fuzz; what falls is written there as TARGET-crash-…. All targets run,
# though one falls; what each says is in TARGET.log.
SECONDS := 300
TARGETS := decode capture docx odt epub zip story record recognition pages catalogue table manifest sheet workbook bag zipped notes index query
SAID := DONE|^Done|stat::number_of_executed|Uncaught|Error|ERROR|written to

fuzz: ocr $(FUZZ)/.installed ## 模糊测试：各种读取程序，每种 SECONDS 秒（Python 3.11 至 3.13，Linux）
	@mkdir -p .cache/fuzz; fallen=; for target in $(TARGETS); do echo "== $$target"; \
		PYTHONPATH=scripts $(FUZZ)/bin/python -m tests.fuzz.run $$target .cache/fuzz/$$target \
			-max_total_time=$(SECONDS) -timeout=30 -rss_limit_mb=3000 -max_len=6000 -print_final_stats=1 \
			-artifact_prefix=.cache/fuzz/$$target- >.cache/fuzz/$$target.log 2>&1 || fallen="$$fallen $$target"; \
		grep -aE "$(SAID)" .cache/fuzz/$$target.log || true; done; \
	test -z "$$fallen" || { echo "模糊测试有没有守住的：$$fallen，输入在 .cache/fuzz/"; exit 1; }

$(FUZZ)/.installed: requirements-fuzz.lock requirements.lock
	test -x $(FUZZ)/bin/python || $(PYTHON) -m venv $(FUZZ)
	$(FUZZ)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock -r $<
	$(FUZZ)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Mutants that the seed draws, as many of each room; those that no test kills are printed. One that
# lives is tried by LATE seconds of tests.
SAMPLE := 66
SEED := 1
LATE := 600

mutations: setup $(MUTATIONS)/.installed ## 变异测试：在 restore、search、stories 里抽 SAMPLE 处改坏，看测试发现几处（SEED 是抽的种子）
	$(MUTATIONS)/bin/python tests/bench/mutations.py --sample $(SAMPLE) --seed $(SEED) --late $(LATE)

$(MUTATIONS)/.installed: requirements-mutations.lock
	test -x $(MUTATIONS)/bin/python || $(PYTHON) -m venv $(MUTATIONS)
	$(MUTATIONS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

screenshots: site ## 各类页面的截图，存到 screenshots/，指南的存到 docs/guide/images/
	CHROMIUM="$$(scripts/ensure_browser)" && export CHROMIUM && $(RUN)/python -m tests.screenshots \
		&& $(RUN)/python -m tests.admin.shots
