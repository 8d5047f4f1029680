/** What people and machines can see of the running service: metrics, health, streams as JSON. */
@NullMarked
package dev.sluice.api.observe;

import org.jspecify.annotations.NullMarked;
