# Klausul as a service: pages and API on port 8080, with the decision log in a database beside it (compose.yaml).
# docs/operating.md tells how it is run.

FROM python:3.11-slim AS built
# durable-rules has no wheels: it needs a C compiler, which the image that runs does not.
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY requirements/ requirements/
RUN python -m venv /tools \
    && /tools/bin/pip install --no-cache-dir -qq -c requirements/dev.txt setuptools hatchling \
    && /tools/bin/pip wheel --no-cache-dir -qq --no-build-isolation --use-pep517 -w /wheels -r requirements/service.txt
COPY . .
RUN /tools/bin/pip wheel --no-cache-dir -qq --no-build-isolation --no-deps -w /wheels . \
    && python -m venv --without-pip /klausul \
    && /tools/bin/pip --python /klausul install --no-cache-dir -qq --no-index --no-deps /wheels/*.whl

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent klausul
COPY --from=built /klausul /klausul
# Nothing of the service is written to disk; what processes need to find each other is in /tmp.
ENV PATH=/klausul/bin:$PATH PYTHONDONTWRITEBYTECODE=1 KLAUSUL_CACHE=
USER 10001
WORKDIR /tmp
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", \
    "from http.client import HTTPConnection as To; to = To('127.0.0.1', 8080, timeout=4); to.request('GET', '/health/ready'); exit(to.getresponse().status != 200)"]
ENTRYPOINT ["klausul"]
CMD ["serve", "--host", "0.0.0.0"]
