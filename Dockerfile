# The same steps as `make run`: uv from its lock, then what Fasti needs from its own, hashes checked.
# tests/container performs this file without Docker (`make container`).
FROM python:3.13-slim-trixie AS build
ENV PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1 UV_LINK_MODE=copy
WORKDIR /app
COPY requirements requirements
RUN python -m venv /opt/uv && \
    /opt/uv/bin/python -m pip install --require-hashes -r requirements/uv.txt && \
    python -m venv --without-pip /opt/fasti && \
    /opt/uv/bin/uv pip install --python /opt/fasti/bin/python --require-hashes -r requirements/run.txt
# Further locks, by name: docker build --build-arg EXTRAS=postgres .
ARG EXTRAS=""
RUN for extra in $EXTRAS; do \
      /opt/uv/bin/uv pip install --python /opt/fasti/bin/python --require-hashes -r "requirements/$extra.txt" || exit 1; \
    done
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY migrations migrations
COPY content content
# Bytecode is made here, since nothing can be written later; who copied the files may have kept them from others.
RUN /opt/uv/bin/uv pip install --python /opt/fasti/bin/python --no-deps --no-build-isolation --editable . && \
    /opt/fasti/bin/python -m compileall -q --invalidation-mode unchecked-hash /opt/fasti/lib bot migrations && \
    chmod -R a+rX,go-w /app /opt/fasti && \
    mkdir /data

FROM python:3.13-slim-trixie
LABEL org.opencontainers.image.title="Fasti" \
      org.opencontainers.image.description="A self-hosted Discord bot for history communities" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /opt/fasti /opt/fasti
COPY --from=build /app/LICENSE /app/LICENSE
COPY --from=build /app/bot /app/bot
COPY --from=build /app/migrations /app/migrations
COPY --from=build /app/content /app/content
COPY --from=build --chown=10001:10001 /data /data
ENV PATH=/opt/fasti/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/data \
    USER=fasti \
    DATABASE_URL=sqlite+aiosqlite:////data/fasti.sqlite3 \
    HEALTH_PORT=9464
WORKDIR /data
VOLUME /data
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["fasti", "health"]
ENTRYPOINT ["fasti"]
CMD ["run"]
