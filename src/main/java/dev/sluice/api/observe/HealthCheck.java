package dev.sluice.api.observe;

import java.util.function.BooleanSupplier;

/**
 * A condition of readiness.
 *
 * @param name shown in the answer
 * @param up evaluated at every request
 */
public record HealthCheck(String name, BooleanSupplier up) {}
