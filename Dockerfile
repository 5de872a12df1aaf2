# Klausul as a service: pages and API on port 8080, with the decision log in a database beside it (compose.yaml).
# docs/operating.md tells how it is run.

FROM python:3.11-slim AS built
# durable-rules has no wheels: it needs a C compiler, which the image that runs does not.
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY requirements/ requirements/
RUN python -m venv /klausul \
    && /klausul/bin/pip install --no-cache-dir -qq -c requirements/dev.txt setuptools hatchling \
    && /klausul/bin/pip install --no-cache-dir -qq --no-build-isolation --use-pep517 -r requirements/service.txt
COPY . .
RUN /klausul/bin/pip install --no-cache-dir -qq --no-build-isolation --no-deps . \
    && /klausul/bin/pip uninstall -qq -y setuptools hatchling pip

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent klausul
COPY --from=built /klausul /klausul
ENV PATH=/klausul/bin:$PATH PYTHONDONTWRITEBYTECODE=1 KLAUSUL_CACHE=
USER 10001
WORKDIR /tmp
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/health/ready', timeout=4)"]
ENTRYPOINT ["klausul"]
CMD ["serve", "--host", "0.0.0.0"]
