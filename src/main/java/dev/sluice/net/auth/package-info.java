/** Who may watch and who may publish: tokens of the configuration, signed ones, or a webhook. */
@NullMarked
package dev.sluice.net.auth;

import org.jspecify.annotations.NullMarked;
