package io.paylog.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes a problem of what fails before a request comes to an endpoint. */
@RestController
final class ProblemErrorController implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        // Without a status it is no error but somebody who asks for this path.
        Object given = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatusCode status = HttpStatusCode.valueOf(given instanceof Integer code ? code : 404);
        ProblemDetail problem = Problems.of(status);
        // A path that begins with two slashes is no URI reference to a path.
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                && !path.startsWith("//")) {
            problem.setInstance(URI.create(path));
        }
        return Problems.answer(problem);
    }
}
