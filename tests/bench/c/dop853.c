/* DOP853 for many parameter points in lanes: the algorithm of numerics.integrators, written by hand for C compilers
   that know vectors. Each lane has its own time and step; a lane that ends takes the next point. What stands in double
   braces is put in: numbers of equations, parameters, coefficients, the tables, and the rates. */
#include <math.h>
#include <stdint.h>
#include <string.h>
#define W 8
#define N {{SIZE}}
#define M {{PARAMETERS}}
#define K {{COEFFICIENTS}}
typedef double v __attribute__((vector_size(8 * W)));
typedef int64_t q __attribute__((vector_size(8 * W)));
static const double A[16][16] = {{A}};
static const double B[12] = {{B}};
static const double C[16] = {{C}};
static const double E5[12] = {{E5}};
static const double E3[12] = {{E3}};

static inline v same(double x) { v r; for (int l = 0; l < W; l++) r[l] = x; return r; }
static inline v choose(q m, v a, v b) { return (v)((m & (q)a) | (~m & (q)b)); }
static inline v larger(v a, v b) { return choose(a > b, a, b); }
static inline v smaller(v a, v b) { return choose(a < b, a, b); }
static inline v size(v a) { return (v)((q)a & 0x7fffffffffffffff); }
static inline v root2(v a) { v r; for (int l = 0; l < W; l++) r[l] = __builtin_sqrt(a[l]); return r; }
static inline v root(v x, double degree) {
    const int64_t one = 0x3FF0000000000000;
    return (v)(__builtin_convertvector(__builtin_convertvector((q)x - one, v) / degree, q) + one);
}
static inline int any(q m) { int64_t r = 0; for (int l = 0; l < W; l++) r |= m[l]; return r != 0; }

static inline void prepare(const v *p, v *c) {
{{PREPARE}}
}
static inline void rates(const v *restrict y, const v *restrict c, v *restrict out) {
{{RATES}}
}

typedef struct { v t, h, refused; v y[N], fresh[N], part[N], c[K], k[13][N]; } running_points;
typedef struct { v h; v y[N], slope[N], c[K], p[M], moved[N], there[N]; } waiting_points;

#define STAGE(s) \
    for (int i = 0; i < N; i++) { \
        v sum = same(0); \
        _Pragma("GCC unroll 12") for (int j = 0; j < s; j++) if (A[s][j] != 0) sum += A[s][j] * r->k[j][i]; \
        r->part[i] = r->y[i] + h * sum; \
    } \
    rates(r->part, r->c, r->k[s]);

static inline v attempt(running_points *r, v h, double rtol, double atol) {
    STAGE(1) STAGE(2) STAGE(3) STAGE(4) STAGE(5) STAGE(6) STAGE(7) STAGE(8) STAGE(9) STAGE(10) STAGE(11)
    v five = same(0), three = same(0);
    for (int i = 0; i < N; i++) {
        v sum = same(0), e5 = same(0), e3 = same(0);
        _Pragma("GCC unroll 12") for (int j = 0; j < 12; j++) {
            if (B[j] != 0) sum += B[j] * r->k[j][i];
            if (E5[j] != 0) e5 += E5[j] * r->k[j][i];
            if (E3[j] != 0) e3 += E3[j] * r->k[j][i];
        }
        r->fresh[i] = r->y[i] + h * sum;
        v scale = 1.0 / (atol + rtol * larger(size(r->y[i]), size(r->fresh[i])));
        e5 *= scale, e3 *= scale;
        five += e5 * e5, three += e3 * e3;
    }
    rates(r->fresh, r->c, r->k[12]);
    v both = five + 0.01 * three;
    return choose(both > 0, h * h * five * five / (N * both), both);
}

static void wait_for(waiting_points *u, long point, long last, const double *p, const double *start, double span,
                     double rtol, double atol) {
    for (int l = 0; l < W; l++) {
        long own = point + l < last ? point + l : last - 1;
        for (int j = 0; j < M; j++) u->p[j][l] = p[own * M + j];
        for (int i = 0; i < N; i++) u->y[i][l] = start[i];
    }
    prepare(u->p, u->c);
    rates(u->y, u->c, u->slope);
    v s0 = same(0), s1 = same(0), s2 = same(0);
    for (int i = 0; i < N; i++) {
        v scale = 1.0 / (atol + rtol * size(u->y[i])), a = u->y[i] * scale, b = u->slope[i] * scale;
        s0 += a * a, s1 += b * b;
    }
    s0 = root2(s0 / N), s1 = root2(s1 / N);
    v h0 = choose((s0 < 1e-5) | (s1 * span < 1e-5), same(1e-6 * span), 0.01 * s0 / s1);
    h0 = smaller(h0, same(span));
    for (int i = 0; i < N; i++) u->moved[i] = u->y[i] + h0 * u->slope[i];
    rates(u->moved, u->c, u->there);
    for (int i = 0; i < N; i++) {
        v change = (u->there[i] - u->slope[i]) / (atol + rtol * size(u->y[i]));
        s2 += change * change;
    }
    v steepest = larger(s1, root2(s2 / N) / h0);
    v h1 = choose(steepest * span < 1e-15, larger(same(1e-6 * span), 1e-3 * h0), span * root(0.01 / (steepest * span), 8));
    u->h = smaller(smaller(100 * h0, h1), same(span));
}

static inline void enter(running_points *r, const waiting_points *u, int l, int from) {
    r->t[l] = 0, r->h[l] = u->h[from], r->refused[l] = 0;
    for (int i = 0; i < N; i++) r->y[i][l] = u->y[i][from], r->k[0][i][l] = u->slope[i][from];
    for (int j = 0; j < K; j++) r->c[j][l] = u->c[j][from];
}

/* All points from time 0 to the end; states there into out. */
void integrate(const double *p, const double *start, double end, double rtol, double atol, double *out, long points) {
    static running_points r[1];
    static waiting_points u[1];
    long point_of[W], next = 0, running = 0;
    int waiting = W;
    for (int l = 0; l < W; l++) {
        if (waiting == W) wait_for(u, next, points, p, start, end, rtol, atol), waiting = 0;
        enter(r, u, l, waiting++);
        point_of[l] = next < points ? next : -1;
        running += next++ < points;
    }
    while (running > 0) {
        v t = r->t, h = r->h;
        q ends = t + 1.01 * h > same(end);
        h = choose(ends, end - t, h);
        v error = attempt(r, h, rtol, atol);
        q accepted = error <= same(1);
        v bounded = choose(error < same(1e30), larger(error, same(1e-30)), same(1e30));
        v factor = smaller(larger(0.9 / root(bounded, 16), same(1.0 / 3)), same(6));
        factor = choose(r->refused > 0, smaller(factor, same(1)), factor);
        r->t = choose(accepted, choose(ends, same(end), t + h), t);
        r->h = h * factor;
        r->refused = choose(accepted, same(0), same(1));
        for (int i = 0; i < N; i++) {
            r->y[i] = choose(accepted, r->fresh[i], r->y[i]);
            r->k[0][i] = choose(accepted, r->k[12][i], r->k[0][i]);
        }
        q over = accepted & ends;
        if (any(over))
            for (int l = 0; l < W; l++) {
                if (!over[l] || point_of[l] < 0) continue;
                for (int i = 0; i < N; i++) out[point_of[l] * N + i] = r->y[i][l];
                if (next < points) {
                    if (waiting == W) wait_for(u, next, points, p, start, end, rtol, atol), waiting = 0;
                    enter(r, u, l, waiting++);
                    point_of[l] = next++;
                } else point_of[l] = -1, running--;
            }
    }
}
