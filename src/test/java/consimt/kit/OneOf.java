package consimt.kit;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** A build tries one of so many of a property's tries, and makes no other: making them takes longer than to try them. */
@Retention(RetentionPolicy.RUNTIME)
@AddLifecycleHook(OneOf.Fewer.class)
public @interface OneOf {

    int value();

    final class Fewer implements AroundPropertyHook {

        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext property, PropertyExecutor trying) {
            int tries = property.attributes().tries().orElseThrow();
            OneOf its = property.findAnnotation(OneOf.class).orElseThrow();
            property.attributes().setTries(Cases.of(tries / its.value(), tries));
            return trying.execute();
        }
    }
}
