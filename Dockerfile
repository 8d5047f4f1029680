# The service alone: no compiler, no Maven, no tests. Run it with the host's network, so that viewers
# reach the UDP port at the addresses the service sees:
#
#   docker build -t sluice . && docker run --rm --network host sluice
#
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
# The libraries are a layer of their own, which changes with the pom only.
COPY pom.xml ./
RUN mvn -B -ntp dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib
COPY src/main src/main
RUN mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package \
    && mv target/sluice-*.jar target/sluice.jar

FROM eclipse-temurin:25-jre
RUN groupadd --system sluice \
    && useradd --system --gid sluice --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin sluice
WORKDIR /opt/sluice
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/sluice.jar ./
USER sluice
# WHEP and player; media. The control socket (8081) listens on loopback only, unless configured.
EXPOSE 8080/tcp 8190/udp
# The same options as the launcher's.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", "-jar", "sluice.jar"]
CMD ["serve"]
