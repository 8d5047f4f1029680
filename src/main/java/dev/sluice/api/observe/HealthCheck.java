package dev.sluice.api.observe;

import java.util.function.BooleanSupplier;

/**
 * One thing that must be well for the service to be ready.
 *
 * @param name as it is shown
 * @param up asked at every request
 */
public record HealthCheck(String name, BooleanSupplier up) {}
