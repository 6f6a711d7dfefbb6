# One replica of the page: no root, and nothing written but below /tmp. docs/operations.md says how it is run.
# Debian 12 has Python 3.11, on which the versions in constraints.txt are tested.
ARG BASE=docker.io/library/debian:bookworm-slim

FROM ${BASE} AS python
# Without versions: Debian's stable release moves only for security, which is wanted.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*

FROM python AS packages
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3-venv
WORKDIR /build
COPY requirements.txt constraints.txt ./
RUN python3 -m venv /opt/atlas \
 && /opt/atlas/bin/python -m pip install --no-cache-dir --disable-pip-version-check -r requirements.txt \
 && /opt/atlas/bin/python -m pip uninstall --yes pip setuptools
# A quarter of what packages bring is opened by nothing here: their own tests, sources and headers of compiled parts,
# Arrow's clients for Flight and S3, a notebook's widgets, and the names and dates of languages that we do not speak.
COPY locale locale
RUN cd /opt/atlas/lib/python3*/site-packages \
 && find . -type d -name tests -prune -exec rm -rf {} + \
 && find . -type f '(' -name '*.[ach]' -o -name '*.[ch]pp' -o -name '*.px[di]' -o -name '*.pyx' ')' -delete \
 && rm -rf pyarrow/include pyarrow/*_flight* pyarrow/*s3* pydeck/nbextension /opt/atlas/share/jupyter /opt/atlas/etc \
 && for file in babel/locale-data/*.dat; do \
      language="${file##*/}"; language="${language%%[_.]*}"; \
      if [ "$language" != root ] && [ "$language" != en ] && [ ! -e "/build/locale/$language.po" ]; then rm "$file"; fi; \
    done

FROM python
COPY --from=packages /opt/atlas /opt/atlas
WORKDIR /srv/atlas
COPY .streamlit .streamlit
COPY data data
COPY docs docs
COPY locale locale
COPY geo geo
COPY layers layers
COPY page page
COPY server server
COPY app.py serve.py LICENSE ./
RUN /opt/atlas/bin/python -m compileall -q geo layers page server app.py serve.py \
 && useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin atlas
USER 10001:10001
ENV PATH=/opt/atlas/bin:$PATH \
    HOME=/tmp \
    MPLCONFIGDIR=/tmp/matplotlib \
    XDG_STATE_HOME=/tmp/state \
    ATLAS_CACHE=/tmp/archive \
    ATLAS_LOG=- \
    ATLAS_LOG_FORMAT=json \
    STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE=true \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"STREAMLIT_SERVER_PORT\"]}/ready', timeout=4)"]
CMD ["streamlit", "run", "serve.py"]
