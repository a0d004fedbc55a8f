# The bot as one static file on nothing else: no shell, no packages to patch.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=
# Time zones (tzdata) come along inside the program: it imports time/tzdata.
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.release=${VERSION}" -o /out/followup ./cmd/followup

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/followup /usr/local/bin/followup
COPY LICENSE THIRD_PARTY.md /licences/
# A name is not needed: nobody, everywhere.
USER 65534:65534
ENV PATH=/usr/local/bin \
    HOME=/ \
    FOLLOWUP_HTTP_ADDR=:8390 \
    FOLLOWUP_LOG_FORMAT=json
EXPOSE 8390
STOPSIGNAL SIGTERM
# Alive is enough: while Slack or the database is away a restart would not help.
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s --retries=3 CMD ["followup", "healthcheck"]
ENTRYPOINT ["followup"]
CMD ["serve"]
