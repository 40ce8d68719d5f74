package consimt.priming;

import io.quarkus.funqy.lambda.FunqyLambdaBindingRecorder;
import io.quarkus.funqy.lambda.config.FunqyAmazonBuildTimeConfig;
import io.quarkus.funqy.lambda.config.FunqyAmazonConfig;
import io.quarkus.runtime.RuntimeValue;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Which function answers. The framework chooses it once, when it starts, by the function's environment. */
@Singleton
record Export(FunqyAmazonBuildTimeConfig built, FunqyAmazonConfig started) {

    /** Lets another function answer from now on. */
    void choose(String function) {
        new FunqyLambdaBindingRecorder(
                        new RuntimeValue<>(() -> Optional.of(function)), built, new RuntimeValue<>(started))
                .chooseInvoker();
    }
}
