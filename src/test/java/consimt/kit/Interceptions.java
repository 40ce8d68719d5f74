package consimt.kit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptorChain;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.internal.interceptor.DefaultFailedExecutionContext;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** What interceptors do around the calls of a client of the kit. Only their methods that tests use are called. */
final class Interceptions {

    private final ExecutionInterceptorChain interceptors;

    Interceptions(List<ExecutionInterceptor> interceptors) {
        this.interceptors = new ExecutionInterceptorChain(interceptors);
    }

    /** How a call reaches its engine. */
    interface Way {

        /** @return null where nothing is sent */
        @Nullable SdkHttpFullRequest written(SdkRequest request) throws Exception;

        SdkHttpFullResponse sent(@Nullable SdkHttpFullRequest request) throws Exception;

        /** @throws RuntimeException for an answer that is an error */
        SdkResponse read(SdkRequest request, SdkHttpFullResponse response, ExecutionAttributes attributes)
                throws Exception;
    }

    SdkResponse around(SdkRequest request, Way way) {
        ExecutionAttributes attributes = new ExecutionAttributes();
        InterceptorContext context =
                InterceptorContext.builder().request(request).build();
        try {
            interceptors.beforeExecution(context, attributes);
            context = interceptors.modifyRequest(context, attributes);
            return answered(way, context, attributes);
        } catch (Exception e) {
            RuntimeException failed =
                    e instanceof RuntimeException known ? known : SdkClientException.create(e.toString(), e);
            interceptors.onExecutionFailure(
                    DefaultFailedExecutionContext.builder()
                            .interceptorContext(context)
                            .exception(failed)
                            .build(),
                    attributes);
            throw failed;
        }
    }

    private SdkResponse answered(Way way, InterceptorContext asked, ExecutionAttributes attributes) throws Exception {
        SdkHttpFullRequest request = way.written(asked.request());
        InterceptorContext context = asked.copy(with -> with.httpRequest(request));
        interceptors.beforeTransmission(context, attributes);
        SdkHttpFullResponse raw = way.sent(request);
        context = interceptors.modifyHttpResponse(context.copy(with -> with.httpResponse(raw)), attributes);
        SdkHttpFullResponse response = (SdkHttpFullResponse) context.httpResponse();
        SdkResponse answer = way.read(asked.request(), response, attributes);
        context = interceptors.modifyResponse(context.copy(with -> with.response(answer)), attributes);
        interceptors.afterExecution(context, attributes);
        return context.response();
    }
}
