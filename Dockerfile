# syntax=docker/dockerfile:1
# One image for every role: ROLE says what a container does. The code runs as it is; what is built is the widget.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc .puppeteerrc.cjs ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run widget
# What runs needs neither the packages for development nor binaries for other machines.
RUN npm prune --omit=dev --no-audit --no-fund \
    && rm -rf node_modules/typescript node_modules/.cache node_modules/better-sqlite3/deps \
    && find node_modules/onnxruntime-node/bin -mindepth 2 -maxdepth 2 ! -name linux -exec rm -rf {} + \
    && find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 ! -name "$(node -p process.arch)" -exec rm -rf {} + \
    && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data MALLOC_ARENA_MAX=1
WORKDIR /app
# Owned by root: whoever runs it may read it and change nothing.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/migrations ./migrations
COPY --from=build /app/assets ./assets
COPY --from=build /app/bin ./bin
COPY --from=build /app/widget/dist ./widget/dist
COPY --from=build /app/src ./src
COPY --from=build /app/plugins ./plugins
RUN install --directory --owner=1000 --group=1000 --mode=700 /data
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The process itself hears SIGTERM and ends its children: nothing stands between it and the engine.
CMD ["node", "--max-semi-space-size=16", "src/main.ts"]
