FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8050 HOME=/tmp

WORKDIR /lisiere
COPY requirements/run.txt requirements/run.txt
RUN python -m pip install --no-cache-dir --compile --require-hashes --only-binary=:all: --requirement requirements/run.txt

COPY LICENSE gunicorn.conf.py app.py ./
COPY assets assets
COPY geodata geodata
COPY dashboard dashboard

RUN useradd --system --no-create-home lisiere
USER lisiere

EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}{os.environ.get(\"LISIERE_PREFIX\") or \"/\"}health', timeout=4)"]

# gunicorn.conf.py says how: the atlas loaded once, two workers.
CMD ["python", "-m", "gunicorn", "app:server"]
