# The friendly front: short targets that call CMake. CMakeLists.txt knows sources, targets and flags, CMakePresets.json the
# ways to configure them.
BUILD ?= build
PORT ?= 8000
PREFIX ?= /usr/local
SECONDS ?= 60
JOBS ?= $(shell nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)
CMAKE ?= cmake
CTEST ?= ctest
NICE ?=
MAKEFLAGS += --no-print-directory

BIN := $(BUILD)/bin
CONFIGURE = $(CMAKE) $(CMAKE_FLAGS) --preset
COMPILE = env MAKEFLAGS=--no-print-directory $(NICE) $(CMAKE) --build
RUN_TESTS = $(CTEST) --output-on-failure --no-tests=error -LE browser -j $(JOBS) --test-dir

.DEFAULT_GOAL := all
.PHONY: all configured run demo install test test-core test-browser asan tsan lint format format-check rfc-map bench fuzz clean help \
  lab1 lab2 lab3 lab4 lab5 lab6 lab8 labs my-labs mine grade-all grader-report labs-check

all: configured ## build every program into build/bin/ (the default)
	@$(COMPILE) $(BUILD) -j $(JOBS) --target programs

configured:
	@test -f $(BUILD)/CMakeCache.txt || $(CONFIGURE) release -B $(BUILD) -DWS101_TESTS=OFF

run: configured ## build and start the echo server; its page is on http://127.0.0.1:8000/ (PORT=8000)
	@$(COMPILE) $(BUILD) -j $(JOBS) --target wsecho
	$(BIN)/wsecho --port $(PORT)

demo: all ## start the demos in one program
	$(BIN)/wsdemo

install: all ## install programs, libraries, headers and manual pages: PREFIX=/usr/local
	@$(CMAKE) --install $(BUILD) --prefix $(PREFIX)

test: ## build and run all tests (fetches Catch2 when it is not installed)
	@$(CONFIGURE) release -B $(BUILD) -DWS101_TESTS=AUTO
	@$(COMPILE) $(BUILD) -j $(JOBS) --target tests programs
	@$(RUN_TESTS) $(BUILD)

test-core: ## only the tests without sockets, for quick turns
	@$(CONFIGURE) release -B $(BUILD) -DWS101_TESTS=AUTO
	@$(COMPILE) $(BUILD) -j $(JOBS) --target tests programs
	@$(CTEST) --output-on-failure --no-tests=error -L core -j $(JOBS) --test-dir $(BUILD)

test-browser: ## drive a real Chromium against the programs
	@$(CONFIGURE) release -B $(BUILD) -DWS101_TESTS=ON
	@$(COMPILE) $(BUILD) -j $(JOBS) --target test_browser
	@$(CTEST) --output-on-failure --no-tests=error -L browser --test-dir $(BUILD)

asan: ## run the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(CONFIGURE) asan
	@$(COMPILE) build-asan -j $(JOBS) --target tests programs
	@$(RUN_TESTS) build-asan

tsan: ## run the tests under ThreadSanitizer
	@$(CONFIGURE) tsan
	@$(COMPILE) build-tsan -j $(JOBS) --target tests programs
	@$(RUN_TESTS) build-tsan

lint: ## check arrows, sizes, names, the RFC map, the conformance page, test files, links; then clang-tidy and cppcheck
	@sh tests/lint/check_tree.sh .
	@sh tests/lint/rfc_map.sh --check .
	@sh tests/lint/conformance.sh .
	@sh tests/lint/no_test_file.sh .
	@sh tests/docs/check_links.sh
	@$(CONFIGURE) release -B build-lint -DCMAKE_CXX_COMPILER=clang++ -DWS101_TESTS=OFF \
	  -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON
	@sh tests/lint/analyze.sh build-lint $(JOBS)

rfc-map: ## write docs/rfc-map.md from the quoted requirements in src/ and the tags in tests/
	@sh tests/lint/rfc_map.sh .

SOURCES = find src tools examples tests -name '*.cpp' -o -name '*.hpp' | grep -v '\.html\.hpp$$'

format: ## format every source file in place
	@$(SOURCES) | xargs -r clang-format -i

format-check: ## fail when a source file is not formatted
	@$(SOURCES) | xargs -r clang-format --dry-run --Werror

bench: all ## measure wsecho beside a raw TCP echo, and write the tables to docs/performance.md
	@sh tests/bench/run_bench.sh $(BUILD) docs/performance.md

fuzz: ## fuzz each target for a minute with libFuzzer (clang; SECONDS=60)
	@$(CONFIGURE) fuzz
	@$(COMPILE) build-fuzz -j $(JOBS) --target fuzzers
	@sh tests/fuzz/run.sh build-fuzz/fuzz $(SECONDS)

# Your files of lab LAB, and with OWN=1 those of the labs before it, from LAB_DIR/labN or LAB_DIR itself.
LAB_DIR ?= my-labs
OWN_LABS = $(if $(filter-out 0,$(OWN)),$(filter-out 7,$(shell seq 1 $(LAB))),$(LAB))
OWN_FOLDERS = $(abspath $(or $(foreach lab,$(OWN_LABS),$(wildcard $(LAB_DIR)/lab$(lab))),$(LAB_DIR)))
EMPTY :=
PROGRAM ?= wsdump wsecho wscat wsdemo

mine: ## build programs with your files in place of ours into build-mine/bin/: LAB=2 LAB_DIR=my-labs [OWN=1] [PROGRAM=wsdump]
	@test -n "$(LAB)" -a -d "$(LAB_DIR)" || { echo 'usage: make mine LAB=2 LAB_DIR=my-labs (a folder)' >&2; exit 2; }
	@mkdir -p build-mine
	@$(CONFIGURE) release -B build-mine -DWS101_TESTS=OFF "-DWS101_OWN_FILES=$(subst $(EMPTY) ,;,$(OWN_FOLDERS))" \
	  > build-mine/configure.log || { cat build-mine/configure.log >&2; exit 1; }
	@sed -n 's/^-- \(ours, for yours\)/\1/p' build-mine/configure.log
	@sh tests/labs/build.sh build-mine/build.log $(COMPILE) build-mine -j $(JOBS) --target $(PROGRAM)
	@echo "built with your files: $(PROGRAM:%=build-mine/bin/%)"

LABS = CMAKE='$(CMAKE)' CMAKE_FLAGS='$(CMAKE_FLAGS)' JOBS='$(JOBS)' sh tests/labs/labs.sh

lab1 lab2 lab3 lab4 lab5 lab6 lab8: ## grade your files of a lab: LAB_DIR=my-labs [OWN=1: with your earlier labs] [SEED=name]
	@$(LABS) grade $(@:lab%=%)

my-labs: ## copy the skeletons of all labs to my-labs/, to write there; never over what is there
	@test ! -e my-labs || { echo 'my-labs: it is there already; move it away first' >&2; exit 1; }
	@mkdir my-labs && cp -r docs/labs/lab[1-8] my-labs/
	@echo 'my-labs/: the skeletons of labs 1 to 6 and 8. Write here, and never in docs/labs.'

labs: all ## write a worksheet and values that are one student's own: SEED=name
	@$(LABS) seed "$$SEED"

grade-all: ## grade a folder of submissions into a table: LAB=3 SUBMISSIONS=folder CSV=out.csv [OWN=1]
	@$(LABS) all "$$LAB"

labs-check: ## check that skeletons fail every graded test, and that the reference passes all
	@$(LABS) check

grader-report: ## measure the grader with wrong solutions, and write docs/labs/grader.md
	@$(LABS) report

clean: ## remove everything that was built
	rm -rf build build-*

help: ## show this list
	@awk -F ':.*## ' '/^[a-z0-9 -]+:.*## / { sub(/ lab2.* lab8/, "...lab8", $$1); printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
