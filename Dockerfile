# The archive in a container: the editor is bundled, the data are checked, the site is built, nginx
# serves it on port 8080 without privileges.
#   docker build -t archive . && docker run -p 8080:8080 archive

FROM node:20-slim AS editor
WORKDIR /archive/admin
COPY admin/package.json admin/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY admin/ ./
RUN node build.mjs /bundle

FROM python:3.11-slim AS site
WORKDIR /archive
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . ./
COPY --from=editor /bundle scripts/aidstories/site/cms
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e .
RUN aidstories check && aidstories verify && aidstories build --quiet
RUN deploy/compress site

FROM nginxinc/nginx-unprivileged:1.28-alpine
COPY deploy/nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=site /archive/site /usr/share/nginx/html
EXPOSE 8080
HEALTHCHECK CMD wget -q -O /dev/null http://127.0.0.1:8080/ || exit 1
