package io.paylog.web;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Makes a problem of what the web server refuses before any servlet sees it, such as a path that cannot be decoded. */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        boolean refused = response.getStatus() >= 400 && response.getContentWritten() == 0;
        if (!refused || !response.setErrorReported()) {
            return;
        }
        HttpStatusCode status = HttpStatusCode.valueOf(response.getStatus());
        Correlation.answer(request, response);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(problem(status));
                response.finishResponse();
            }
        } catch (IOException gone) {
            container.getLogger().debug("The caller has gone", gone);
        }
    }

    /** Of constants alone: nothing to escape, and ASCII whatever the encoding. */
    private static String problem(HttpStatusCode status) {
        return """
                {"title":"%s","status":%d,"code":"%s","retryable":%b}""".formatted(
                        Problems.reason(status), status.value(), Problems.code(status), Problems.helpsToRepeat(status));
    }
}
