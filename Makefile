# Everything a user types. Each target sets up what it needs, once, and says what it does.

OFFRAMP := .build/release/offramp
MIRROR ?=
SEED := 1
SECONDS := 60

.PHONY: help demo test build traces real city-traces city headline bench-city check-report check-resume bench-ingest bench-decide bench-optimum bench-world survey format lint fuzz clean setup

help:
	@echo "make demo                     build, replay a small network on synthetic traces, print the comparison, write a report"
	@echo "make test                     build and run all tests"
	@echo "make build                    build the release binary, $(OFFRAMP)"
	@echo "make traces MIRROR=FOLDER     import the real traces from a local copy of the data sets (Traces/README.md)"
	@echo "make real                     replay the real traces with both exit profiles (after make traces)"
	@echo "make city MIRROR=FOLDER [SLOTS=720] [FROM=64800]  import three cities' cells, replay so many slots of 5 s of them"
	@echo "make headline                what DTO-EE is worth against every heuristic, as a table (after make real and make city)"
	@echo "make check-report             open the demo's report in a headless browser and check it (after make demo)"
	@echo "make check-resume             kill replays at 50 instants, fill up small disks, and go on (a few minutes)"
	@echo "make bench-ingest [ROWS=N]    measure reading a trace against zstd, DuckDB and polars (Benchmarks/results/ingest.md)"
	@echo "make bench-decide REFERENCE=FOLDER  measure deciding (Benchmarks/results/decide-rounds.md, decide-optimum.md)"
	@echo "make bench-optimum REFERENCE=FOLDER  the optimum's part of it alone"
	@echo "make bench-world              measure both simulation engines against SimPy (Benchmarks/results/world.md)"
	@echo "make bench-city              measure the replay of a day of a city (Benchmarks/results/city.md; after make city)"
	@echo "make survey REFERENCE=FOLDER  hold all step rules against each other (docs/survey.md)"
	@echo "make fuzz SECONDS=60          read and import damaged files for so many seconds; a finding is left in .build/fuzz/findings"
	@echo "make format | lint            format the sources | check their format"
	@echo "make clean                    remove everything built, imported and run"

setup:
	@sh Tools/setup.sh

build: setup
	@echo "building $(OFFRAMP) (the first time takes a minute or two)"
	@swift build -c release --product offramp

demo: build
	@mkdir -p runs
	$(OFFRAMP) replay Configs/demo.yaml --output runs/demo --overwrite
	@$(OFFRAMP) report runs/demo
	@echo "open runs/demo/report.html in a browser; offramp log runs/demo tells the decisions"

test: setup
	@echo "building and running the tests (the first time takes a minute or two)"
	@swift build --build-tests
	@swift test --skip-build

traces: build
	@test -n "$(MIRROR)" || { echo "say where the data sets are: make traces MIRROR=FOLDER (see Traces/README.md)" >&2; exit 1; }
	@mkdir -p Traces/real
	$(OFFRAMP) trace import ucc-5g "$(MIRROR)/ucc-5g-production/Download" --state D \
	  --output Traces/real/ucc-5g-download.csv.zst
	$(OFFRAMP) trace import azure-llm "$(MIRROR)/azure-llm-2023/AzureLLMInferenceTrace_conv.csv.zst" \
	  --sources 50 --copies 24 --spread 30 --seed $(SEED) --output Traces/real/azure-llm-conversation.csv.zst

# Entropies and predictors are measured on the joint recipe, so their controllers stay away from the other.
TWO_STAGE = dto-ee,dto-ee-curvature,dto-ee-exact,dto-ee-clearing,optimum,clairvoyant,least-delay,two-choices,channel-aware,selfish
real: build
	@test -f Traces/real/azure-llm-conversation.csv.zst || { echo "import the traces first: make traces MIRROR=FOLDER" >&2; exit 1; }
	@mkdir -p runs
	$(OFFRAMP) replay Configs/real.yaml --output runs/real --overwrite
	$(OFFRAMP) replay Configs/real.yaml --exit-profile Configs/profiles/two-stage-minilm-docstrings-3.csv.zst \
	  --controllers $(TWO_STAGE),genetic,nearest,computing-first,bandwidth-first,uniform --output runs/real-two-stage --overwrite

# An hour of the first day's evening unless said otherwise; a day is SLOTS=17280 FROM=0.
SLOTS := 720
FROM := 64800
city: build city-traces
	@mkdir -p runs
	$(OFFRAMP) replay Configs/city.yaml --arrivals-from $(FROM) --epochs $(SLOTS) --output runs/city --overwrite
	@$(OFFRAMP) report runs/city

# Cells make 1.000 tasks a second each in the mean of the first day. The uplinks of one data set and the downlinks of
# another, whose uplinks were never loaded, make one pool of links.
CITY := Traces/real/city
city-traces: build
	@test -f $(CITY)-links.csv.zst -o -n "$(MIRROR)" || { \
	  echo "say where the data sets are: make city MIRROR=FOLDER (see Traces/README.md)" >&2; exit 1; }
	@mkdir -p Traces/real
	@test -f $(CITY)-cells.csv.zst || $(OFFRAMP) trace import fiblab-cells "$(MIRROR)/fiblab-mobile-traffic-cells" \
	  --factor 0.005424 --output $(CITY)-cells.csv.zst
	@test -f $(CITY)-nuwins.csv.zst || $(OFFRAMP) trace import nuwins-iperf3 "$(MIRROR)/nuwins-tmobile-5g-sa-nsa" \
	  --direction uplink --interval 1 --output $(CITY)-nuwins.csv.zst
	@test -f $(CITY)-ucc.csv.zst || $(OFFRAMP) trace import ucc-5g "$(MIRROR)/ucc-5g-production/Download" --state D \
	  --output $(CITY)-ucc.csv.zst
	@test -f $(CITY)-links.csv.zst || $(OFFRAMP) trace merge $(CITY)-nuwins.csv.zst $(CITY)-ucc.csv.zst \
	  --output $(CITY)-links.csv.zst

headline:
	@test -d runs/real -a -d runs/real-two-stage -a -d runs/city || { echo "replay first: make real, make city" >&2; exit 1; }
	@python3 Tools/headline.py runs/real runs/real-two-stage runs/city

check-report:
	@test -f runs/demo/report.html || { echo "write the report first: make demo" >&2; exit 1; }
	@python3 Tools/check_report.py runs/demo/report.html --screenshots runs/screenshots

check-resume: build
	Tools/kill_resume.py $(OFFRAMP)
	Tools/full_disk.sh $(OFFRAMP)

# The peers live in a throw-away environment.
bench-ingest: setup
	@swift build -c release --package-path Benchmarks
	@test -x Benchmarks/.build/peers/bin/python || { python3 -m venv Benchmarks/.build/peers && \
	  Benchmarks/.build/peers/bin/pip install -q duckdb polars numpy; }
	@ROWS=$(or $(ROWS),20000000) Benchmarks/.build/peers/bin/python Benchmarks/bench_ingest.py

# The folder with city-2000.json and reference.json. The page gets its name when it is whole.
REFERENCE ?= ../shared/reference
bench-decide: setup
	@test -f "$(REFERENCE)/city-2000.json" || { echo "say where the reference problems are: make bench-decide REFERENCE=FOLDER" >&2; exit 1; }
	@swift build -c release --product decide-bench
	@mkdir -p Benchmarks/results
	@.build/release/decide-bench "$(REFERENCE)" $$(git describe --always --dirty) > Benchmarks/results/decide-rounds.md.part
	@mv Benchmarks/results/decide-rounds.md.part Benchmarks/results/decide-rounds.md
	@cat Benchmarks/results/decide-rounds.md
	@$(MAKE) --no-print-directory bench-optimum

# The optimum beside a general solver, which lives in a throw-away environment.
bench-optimum: setup
	@test -f "$(REFERENCE)/city-2000.json" || { echo "say where the reference problems are: make bench-optimum REFERENCE=FOLDER" >&2; exit 1; }
	@swift build -c release --product decide-bench
	@test -x Benchmarks/.build/optimum-peers/bin/python || { python3 -m venv Benchmarks/.build/optimum-peers && \
	  Benchmarks/.build/optimum-peers/bin/pip install -q cvxpy clarabel scipy numpy; }
	@Benchmarks/.build/optimum-peers/bin/python Benchmarks/bench_optimum.py .build/release/decide-bench "$(REFERENCE)"

bench-world: setup
	@swift build -c release --product world-bench
	@test -x Benchmarks/.build/simpy/bin/python || { python3 -m venv Benchmarks/.build/simpy && \
	  Benchmarks/.build/simpy/bin/pip install -q simpy; }
	@Benchmarks/.build/simpy/bin/python Benchmarks/bench_world.py

# DAY and CUT are the slots of the two parts.
bench-city: build city-traces
	@DAY=$(or $(DAY),17280) CUT=$(or $(CUT),360) python3 Benchmarks/bench_city.py

# Loads, step rules and sizes; skips reference problems that are not there. SURVEY is where the results go.
SURVEY ?= Benchmarks/results
survey: setup
	@swift build -c release --product survey
	.build/release/survey "$(REFERENCE)" "$(SURVEY)"

fuzz: setup
	@Tools/fuzz/run $(SECONDS)

format:
	@swift format -i -r Package.swift Sources Tests Tools/fuzz Benchmarks/Package.swift Benchmarks/Sources

lint:
	@swift format lint --strict -r Package.swift Sources Tests Tools/fuzz Benchmarks/Package.swift Benchmarks/Sources

clean:
	rm -rf .build .build-* Benchmarks/.build Benchmarks/data runs run Traces/real
