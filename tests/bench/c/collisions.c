// Collisions of one excitation in hand-vectorised C (vectors of 8 doubles), and both loops in plain C: the peers of the
// compiled loops in numerics/collisions, with the same streams, the same order of operations, the same algorithm.
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

typedef double v8 __attribute__((vector_size(64), aligned(8)));
typedef uint64_t u8 __attribute__((vector_size(64), aligned(8)));
typedef long long i8 __attribute__((vector_size(64), aligned(8)));
typedef double v2 __attribute__((vector_size(16), aligned(8)));

static const double LOG[18] = {LOGARITHM};
static const double COS[9] = {COSINE};
static const double SIN[8] = {SINE};
static const double RE[6] = {KICK_REAL};
static const double IM[7] = {KICK_IMAGINARY};

#define ALL(x) ((v8){x, x, x, x, x, x, x, x})
#define ALLU(x) ((u8){x, x, x, x, x, x, x, x})

static inline u8 mixed8(u8 z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}
static inline uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

#define HORNER8(name, table, n) \
    static inline v8 name(v8 x) { \
        v8 t = ALL(table[n - 1]); \
        _Pragma("GCC unroll 20") for (int i = n - 2; i >= 0; i--) t = t * x + ALL(table[i]); \
        return t; \
    }
HORNER8(log8, LOG, 18)
HORNER8(cos8, COS, 9)
HORNER8(sin8, SIN, 8)
HORNER8(re8, RE, 6)
HORNER8(im8, IM, 7)

static inline v8 unit8(u8 bits) { return (v8)((bits >> 12) | 0x3FF0000000000000ull) - 1.0; }

static inline void normals8(u8 one, u8 two, v8 *first, v8 *second) {
    v8 u = (v8)((one >> 12) | 0x3FF0000000000000ull) - (1.0 - 0x1p-53);
    const uint64_t bias = 1024ull << 52;
    u8 exponent = ((u8)u - 0x3FE6A09E667F3BCDull + bias) >> 52;
    v8 t = (v8)((u8)u + bias - (exponent << 52)) - 1.0;
    v8 whole = (v8)(exponent | 0x4330000000000000ull) - (0x1p52 + 1024.0);
    v8 square = -2.0 * (whole * M_LN2 + t * log8(t));
    v8 radius = (v8)_mm512_sqrt_pd((__m512d)square);
    v8 x = (unit8(two) - 0.5) * M_PI_2, xx = x * x;
    v8 c = cos8(xx), s = x * sin8(xx);
    radius = (v8)((u8)radius ^ ((two & 1) << 63));
    __mmask8 swap = _mm512_test_epi64_mask((__m512i)two, _mm512_set1_epi64(2));
    *first = radius * (v8)_mm512_mask_blend_pd(swap, (__m512d)c, (__m512d)s);
    *second = radius * (v8)_mm512_mask_blend_pd(swap, (__m512d)s, (__m512d)c);
}

static void kicks(uint64_t key, uint64_t increment, uint64_t first, double mean, double deviation, double *made, long pairs) {
    u8 lane = {0, 1, 2, 3, 4, 5, 6, 7};
    u8 z = ALLU(key + 2 * first * increment) + lane * (2 * increment);
    const __m512i lo = _mm512_set_epi64(11, 3, 10, 2, 9, 1, 8, 0), hi = _mm512_set_epi64(15, 7, 14, 6, 13, 5, 12, 4);
    const __m512i pl = _mm512_set_epi64(11, 10, 3, 2, 9, 8, 1, 0), ph = _mm512_set_epi64(15, 14, 7, 6, 13, 12, 5, 4);
    for (long j = 0; j < pairs; j += 8) {  // the buffer has room for a last vector
        v8 a, b;
        normals8(mixed8(z), mixed8(z + increment), &a, &b);
        a = mean + deviation * a;
        b = mean + deviation * b;
        v8 aa = a * a, bb = b * b;
        __m512d ar = (__m512d)(aa * re8(aa)), ai = (__m512d)(a * im8(aa));
        __m512d br = (__m512d)(bb * re8(bb)), bi = (__m512d)(b * im8(bb));
        __m512d a0 = _mm512_permutex2var_pd(ar, lo, ai), a1 = _mm512_permutex2var_pd(ar, hi, ai);
        __m512d b0 = _mm512_permutex2var_pd(br, lo, bi), b1 = _mm512_permutex2var_pd(br, hi, bi);
        _mm512_storeu_pd(made + 4 * j, _mm512_permutex2var_pd(a0, pl, b0));
        _mm512_storeu_pd(made + 4 * j + 8, _mm512_permutex2var_pd(a0, ph, b0));
        _mm512_storeu_pd(made + 4 * j + 16, _mm512_permutex2var_pd(a1, pl, b1));
        _mm512_storeu_pd(made + 4 * j + 24, _mm512_permutex2var_pd(a1, ph, b1));
        z += 16 * increment;
    }
}

static void places(uint64_t key, uint64_t increment, uint64_t first, const double *taken, double size, int64_t *found, long n) {
    u8 lane = {0, 1, 2, 3, 4, 5, 6, 7};
    u8 z = ALLU(key + first * increment) + lane * increment;
    for (long j = 0; j < n; j += 8) {
        v8 t = *(const v8 *)(taken + j);
        v8 place = t + (size - t) * unit8(mixed8(z));
        _mm512_storeu_si512(found + j, _mm512_cvttpd_epi64((__m512d)place));
        z += 8 * increment;
    }
}

static inline void step(double *restrict a, double *restrict b, double *restrict partner, const int64_t *restrict found,
                        const double *restrict made, long n, double tr, double ti) {
    for (long i = 0; i < n; i++) {
        v2 *there = (v2 *)(b + 2 * found[i]), *here = (v2 *)(b + 2 * i);
        v2 moved = *there;
        *there = *here;
        *(v2 *)(partner + 2 * i) = moved;
    }
    const __m512i even = _mm512_set_epi64(14, 12, 10, 8, 6, 4, 2, 0), odd = _mm512_set_epi64(15, 13, 11, 9, 7, 5, 3, 1);
    const __m512i lo = _mm512_set_epi64(11, 3, 10, 2, 9, 1, 8, 0), hi = _mm512_set_epi64(15, 7, 14, 6, 13, 5, 12, 4);
    long i = 0;
    for (; i < n; i += 8) {
        long left = 2 * (n - i);
        __mmask8 m0 = left >= 8 ? 0xFF : (1u << left) - 1, m1 = left >= 16 ? 0xFF : left > 8 ? (1u << (left - 8)) - 1 : 0;
        __m512d p0 = _mm512_maskz_loadu_pd(m0, a + 2 * i), p1 = _mm512_maskz_loadu_pd(m1, a + 2 * i + 8);
        v8 x = (v8)_mm512_permutex2var_pd(p0, even, p1), y = (v8)_mm512_permutex2var_pd(p0, odd, p1);
        p0 = _mm512_maskz_loadu_pd(m0, partner + 2 * i), p1 = _mm512_maskz_loadu_pd(m1, partner + 2 * i + 8);
        v8 u = (v8)_mm512_permutex2var_pd(p0, even, p1), v = (v8)_mm512_permutex2var_pd(p0, odd, p1);
        p0 = _mm512_maskz_loadu_pd(m0, made + 2 * i), p1 = _mm512_maskz_loadu_pd(m1, made + 2 * i + 8);
        v8 k = (v8)_mm512_permutex2var_pd(p0, even, p1), m = (v8)_mm512_permutex2var_pd(p0, odd, p1);
        v8 r = x - u, t = y - v, s = r * k - t * m, w = r * m + t * k;
        u -= s, v -= w;
        _mm512_mask_storeu_pd(b + 2 * i, m0, _mm512_permutex2var_pd((__m512d)u, lo, (__m512d)v));
        _mm512_mask_storeu_pd(b + 2 * i + 8, m1, _mm512_permutex2var_pd((__m512d)u, hi, (__m512d)v));
        x += s, y += w;
        v8 dx = x * tr - y * ti, dy = x * ti + y * tr;
        x += dx, y += dy;
        _mm512_mask_storeu_pd(a + 2 * i, m0, _mm512_permutex2var_pd((__m512d)x, lo, (__m512d)y));
        _mm512_mask_storeu_pd(a + 2 * i + 8, m1, _mm512_permutex2var_pd((__m512d)x, hi, (__m512d)y));
    }
}

// batch must be even; memory: made 2*(batch*n) + 32, found and taken batch*n + 8
void vector_steps(double *a, double *b, long n, long size, long steps, double mean, double deviation, double tr, double ti,
                  uint64_t pk, uint64_t pi, uint64_t qk, uint64_t qi, long batch, double *made, int64_t *found,
                  double *taken, double *partner) {
    for (long j = 0; j < batch * n + 8; j++) taken[j] = j % n;
    for (long s = 0; s < steps; s += batch) {
        kicks(qk, qi, s * n / 2, mean, deviation, made, batch * n / 2);
        places(pk, pi, s * n, taken, size, found, batch * n);
        for (long k = 0; k < batch; k++) step(a, b, partner, found + k * n, made + 2 * k * n, n, tr, ti);
    }
}

// the same in plain C, left to the compiler
static inline double poly(const double *c, int n, double x) {
    double t = c[n - 1];
    for (int i = n - 2; i >= 0; i--) t = t * x + c[i];
    return t;
}
static inline double unit(uint64_t w) { return (double)(w >> 12) * 0x1p-52; }

void plain_steps(double *restrict a, double *restrict b, long n, long size, long steps, double mean, double deviation,
                 double tr, double ti, uint64_t pk, uint64_t pi, uint64_t qk, uint64_t qi) {
    for (long s = 0; s < steps; s++) {
        double other = 0;
        for (long i = 0; i < n; i++) {
            uint64_t c = (uint64_t)s * n + i;
            double z;
            if (c & 1) {
                z = other;
            } else {
                double radius = sqrt(-2 * log(unit(mixed(qk + c * qi)) + 0x1p-53)), angle = 2 * M_PI * unit(mixed(qk + (c + 1) * qi));
                z = radius * cos(angle);
                other = radius * sin(angle);
            }
            double phi = mean + deviation * z, k = -sin(phi / 2) * sin(phi / 2), m = sin(phi) / 2;
            long j = i + (long)((size - i) * unit(mixed(pk + c * pi)));
            double u = b[2 * j], v = b[2 * j + 1];
            b[2 * j] = b[2 * i];
            b[2 * j + 1] = b[2 * i + 1];
            double x = a[2 * i], y = a[2 * i + 1], p = x - u, q = y - v, re = p * k - q * m, im = p * m + q * k;
            b[2 * i] = u - re;
            b[2 * i + 1] = v - im;
            x += re, y += im;
            a[2 * i] = x + (x * tr - y * ti);
            a[2 * i + 1] = y + (x * ti + y * tr);
        }
    }
}


// whole steps of two excitations: blocks aa (n, n), ab (n, size), bb (size, size) of complex numbers
void pair_steps(double *restrict aa, double *restrict ab, double *restrict bb, int64_t *restrict table, long n, long size,
                long steps, double mean, double deviation, double tr, double ti, uint64_t pk, uint64_t pi, uint64_t qk,
                uint64_t qi, double *made, int64_t *found, double *taken) {
    for (long j = 0; j < n + 8; j++) taken[j] = j;
    for (long s = 0; s < steps; s++) {
        kicks(qk, qi, s * n / 2, mean, deviation, made, (n + 1) / 2);
        places(pk, pi, s * n, taken, size, found, n);
        for (long a = 0; a < n; a++) {
            int64_t place = found[a], b = table[place];
            table[place] = table[a];
            table[a] = b;
            double k = made[2 * a], m = made[2 * a + 1];
            double *restrict x = ab + 2 * a * size, *restrict y = bb + 2 * b * size;
            y[2 * b] = x[2 * b];
            y[2 * b + 1] = x[2 * b + 1];
            for (long i = 0; i < size; i++) {
                double p = x[2 * i] - y[2 * i], q = x[2 * i + 1] - y[2 * i + 1], re = p * k - q * m, im = p * m + q * k;
                double u = x[2 * i] + re, v = x[2 * i + 1] + im;
                x[2 * i] = u + (u * tr - v * ti);
                x[2 * i + 1] = v + (u * ti + v * tr);
                y[2 * i] -= re;
                y[2 * i + 1] -= im;
            }
            for (long i = 0; i < size; i++) *(v2 *)(bb + 2 * (i * size + b)) = *(v2 *)(y + 2 * i);
            y[2 * b] = y[2 * b + 1] = 0;
            double *row = aa + 2 * a * n;
            row[2 * a] = x[2 * b];
            row[2 * a + 1] = x[2 * b + 1];
            for (long i = 0; i < n; i++) {
                double *c = ab + 2 * (i * size + b);
                double p = c[0] - row[2 * i], q = c[1] - row[2 * i + 1], re = p * k - q * m, im = p * m + q * k;
                c[0] += re;
                c[1] += im;
                double u = row[2 * i] - re, v = row[2 * i + 1] - im;
                u += u * tr - v * ti;
                v += (row[2 * i] - re) * ti + v * tr;
                row[2 * i] = u;
                row[2 * i + 1] = v;
                *(v2 *)(aa + 2 * (i * n + a)) = *(v2 *)(row + 2 * i);
            }
            row[2 * a] = row[2 * a + 1] = 0;
        }
    }
}

// limits of the machine: fused multiplications and additions of vectors, and bytes copied within a block
double fused(long count) {
    v8 t[10];
    for (int i = 0; i < 10; i++) t[i] = ALL(1.0 + i);
    for (long n = 0; n < count; n++) {
        _Pragma("GCC unroll 10") for (int i = 0; i < 10; i++) t[i] = t[i] * 0.999 + 0.001;
    }
    double sum = 0;
    for (int i = 0; i < 10; i++) sum += t[i][0];
    return sum;
}
void copied(double *restrict to, const double *restrict from, long size, long times) {
    for (long n = 0; n < times; n++) {
        memcpy(to, from, size * 8);
        __asm__ volatile("" ::: "memory");
    }
}
