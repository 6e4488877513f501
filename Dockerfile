# Both services: docker build --target command-service . and docker build --target query-service .

FROM maven:3.9.16-eclipse-temurin-25-noble AS build
WORKDIR /build
# What is copied is what .dockerignore lets through.
COPY . .
# Libraries outlive the build in BuildKit's cache, so that a change of a source or of a version fetches only what is new.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -ntp -pl command-service,query-service -am -Dmaven.test.skip -Dspotless.check.skip package
# Layers by how often they change; and plain jars on a class path, which start faster than jars in a jar.
RUN for service in command-service query-service; do \
      cp "$service"/target/"$service"-*-exec.jar service.jar \
      && java -Djarmode=tools -jar service.jar extract --layers --destination "/layers/$service" \
      || exit 1; \
    done

FROM eclipse-temurin:25.0.4_7-jre-noble AS runtime
WORKDIR /service
COPY --chmod=555 deploy/containers/ready /usr/local/bin/ready
USER 10001:10001
# An address inside the container: which one of the host's leads there is for whoever runs it to say.
# Each of glibc's arenas keeps what was freed in it, and the default is eight of them per core.
ENV SERVER_ADDRESS=0.0.0.0 \
    MALLOC_ARENA_MAX=2
# Half of the container's memory is heap; the rest has a bound for each of its parts, see docs/deploying.md. The collector
# is the one that the JVM takes for so small a machine: named, as its choice depends on the limits and it needs the least.
ENTRYPOINT ["java", \
    "-XX:+UseSerialGC", \
    "-XX:MaxRAMPercentage=50", \
    "-XX:MaxMetaspaceSize=160m", \
    "-XX:ReservedCodeCacheSize=96m", \
    "-XX:MaxDirectMemorySize=64m", \
    "-XX:+ExitOnOutOfMemoryError", \
    "-jar", "service.jar"]

FROM runtime AS command-service
ENV SERVER_PORT=8080
EXPOSE 8080
COPY --from=build /layers/command-service/dependencies/ ./
COPY --from=build /layers/command-service/snapshot-dependencies/ ./
COPY --from=build /layers/command-service/application/ ./

FROM runtime AS query-service
ENV SERVER_PORT=8081
EXPOSE 8081
COPY --from=build /layers/query-service/dependencies/ ./
COPY --from=build /layers/query-service/snapshot-dependencies/ ./
COPY --from=build /layers/query-service/application/ ./
