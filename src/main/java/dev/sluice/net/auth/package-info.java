/** Access control: tokens of the configuration, signed tokens (JWT), or a webhook. */
@NullMarked
package dev.sluice.net.auth;

import org.jspecify.annotations.NullMarked;
