package com.fasterxml.jackson.datatype.joda;

import com.fasterxml.jackson.databind.module.SimpleModule;

/**
 * Takes the place of Jackson's module for Joda-Time. The extension for Lambda registers a module of this name at each
 * start. No function has dates of Joda-Time, and the real module would load 130 classes.
 */
public final class JodaModule extends SimpleModule {

    private static final long serialVersionUID = 1L;
}
